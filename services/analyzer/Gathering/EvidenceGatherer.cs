using System.Globalization;
using System.Text;
using Pipeline.Analyzer.Reading;
using Pipeline.Analyzer.Words;
using Pipeline.Canonical;
using Pipeline.Contracts;
using Pipeline.Incidents.Analysis;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Analyzer.Gathering;

/// <summary>Makes evidence of what the stream holds, and says what it does not hold.</summary>
public sealed class EvidenceGatherer
{
    /// <summary>Symptoms that one analysis looks at: the most urgent, and of these the earliest.</summary>
    public const int MostSymptoms = 40;

    /// <summary>Where all of it comes from: what was recorded, nothing fresher.</summary>
    private const string Stream = "stream";

    private readonly List<Evidence> _evidence = [];
    private readonly IncidentStory _story;
    private readonly int _attempt;

    private EvidenceGatherer(IncidentStory story, int attempt) => (_story, _attempt) = (story, attempt);

    /// <summary>Gathers for one analysis.</summary>
    /// <param name="story">The incident.</param>
    /// <param name="attempt">Which analysis it is, from 1.</param>
    public static CaseFile Gather(IncidentStory story, int attempt) => new EvidenceGatherer(story, attempt).Gather();

    private CaseFile Gather()
    {
        var chosen = _story.Symptoms
            .OrderByDescending(s => s.First.Severity)
            .Take(MostSymptoms)
            .ToHashSet();
        var exhibits = _story.Symptoms.Where(chosen.Contains).Select(Show).ToList();
        var timeline = exhibits.Count > 1 ? Timeline(exhibits) : null;
        AddHistory();
        return new CaseFile
        {
            Story = _story,
            Attempt = _attempt,
            Evidence = _evidence,
            Exhibits = exhibits,
            TimelineId = timeline,
            Missing = [.. NotSeen(exhibits)],
        };
    }

    private Exhibit Show(SymptomHistory symptom)
    {
        var first = symptom.First;
        var id = symptom switch
        {
            { IsAlert: true } =>
                Add(EvidenceKinds.Alert, first.Entity, $"{Recorded(symptom)}, its labels and annotations", first.ObservedAt, SymptomWords.Alert(symptom)),
            { Window: null } =>
                Add(EvidenceKinds.MetricObservation, first.Entity, Recorded(symptom), first.ObservedAt, SymptomWords.Metric(symptom)),
            _ => Add(
                EvidenceKinds.MetricWindow, first.Entity, $"{Recorded(symptom)}, with its window", first.ObservedAt, SymptomWords.Metric(symptom)),
        };
        return new Exhibit(symptom, id, symptom.Missing is [.., var gap] ? AddGap(symptom, gap.ObservedAt) : null);
    }

    private string AddGap(SymptomHistory symptom, DateTimeOffset at) => Add(
        EvidenceKinds.MissingData, symptom.First.Entity, Recorded(symptom), at,
        string.Create(
            CultureInfo.InvariantCulture,
            $"No data of {symptom.First.Metric} of {symptom.First.Entity} in {symptom.Missing.Count} observations, last at {Times.Moment(at)}: {symptom.Missing[^1].Reason.Clip(500)}"),
        EvidenceStatus.NothingThere);

    private string Timeline(List<Exhibit> exhibits)
    {
        var text = new StringBuilder("Order of the symptoms:");
        foreach (var symptom in exhibits.Select(e => e.Symptom))
            text.Append(CultureInfo.InvariantCulture, $"\n{Times.Moment(symptom.Onset)} {symptom.First.FailureClass} of {symptom.First.Entity} ({symptom.First.Metric})");
        if (exhibits.Any(e => !e.Symptom.SharesClockWith(exhibits[0].Symptom)))
            text.Append("\nThey come from different clocks: their order is compared within one source only.");
        return Add(
            EvidenceKinds.SymptomTimeline, _story.Incident.Key.Owner, "onsets of all symptoms",
            exhibits.Max(e => e.Symptom.Latest.ObservedAt), text.ToString());
    }

    private void AddHistory()
    {
        var lines = new List<(DateTimeOffset At, string Text)>();
        foreach (var (intent, outcome) in _story.ActionsDone(_story.Facts))
            lines.Add((outcome.At, $"{intent.Action} on {intent.Target} took effect: {outcome.Effect.Clip(300)}"));
        foreach (var fact in _story.Facts)
        {
            var text = fact switch
            {
                RemediationRejected e => $"{e.By.Name} rejected plan {e.PlanHash[..Math.Min(12, e.PlanHash.Length)]}: {e.Reason.Clip(300)}",
                RemediationFailed e => $"The plan came to a halt: {e.Reason.Clip(300)}",
                VerificationCompleted e => $"Verification: {e.Outcome.ToString().ToLowerInvariant()}",
                IncidentReopened e => $"Reopened: {e.Reason.Clip(300)}",
                CommentAdded e => $"{e.By.Name} noted: {e.Text.Clip(300)}",
                _ => null,
            };
            if (text is not null)
                lines.Add((fact.At, text));
        }

        if (lines.Count == 0)
            return;
        var last = lines.Max(l => l.At);
        Add(EvidenceKinds.History, _story.Incident.Key.Owner, "what was done and decided before", last,
            string.Join('\n', lines.OrderBy(l => l.At).Select(l => $"{Times.Moment(l.At)} {l.Text}")));
    }

    private IEnumerable<string> NotSeen(List<Exhibit> exhibits)
    {
        yield return $"The cluster was not asked: events, logs, rollouts and configuration of {_story.Incident.Key.Owner} are not known.";
        foreach (var gap in exhibits.Where(e => e.GapEvidenceId is not null))
            yield return $"Data of {gap.Symptom.First.Metric} of {gap.Symptom.First.Entity} are missing in part ({gap.GapEvidenceId}).";
        foreach (var cut in exhibits.Where(e => !e.Symptom.IsAlert && !e.Symptom.IsState && e.Symptom.Window?.Before is null))
            yield return $"What {cut.Symptom.First.Metric} of {cut.Symptom.First.Entity} was like before the onset was not recorded.";
        if (_story.Symptoms.Count - exhibits.Count is > 0 and var left)
            yield return string.Create(CultureInfo.InvariantCulture, $"{left} less urgent symptoms were not looked at.");
    }

    private string Add(
        string kind, EntityRef entity, string query, DateTimeOffset at, string content, EvidenceStatus status = EvidenceStatus.Found)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"E{_attempt}.{_evidence.Count + 1}");
        _evidence.Add(new Evidence
        {
            Id = id,
            Kind = kind,
            Entity = entity,
            Source = Stream,
            Query = query,
            Status = status,
            ObservedAt = at,
            Content = content,
            ContentHash = ContentHash.Of(Encoding.UTF8.GetBytes(content)),
        });
        return id;
    }

    private static string Recorded(SymptomHistory symptom) =>
        $"recorded reports of {symptom.First.SymptomKey.Clip(400)} from {symptom.First.Source}";
}

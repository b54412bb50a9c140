using System.Globalization;
using System.Text;
using Pipeline.Analyzer.Gathering;
using Pipeline.Analyzer.Reading;
using Pipeline.Analyzer.Words;
using Pipeline.Incidents.Events;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Analyzer.Summaries;

/// <summary>The story of a closed incident, from what was recorded and nothing else: what was seen, why, what was decided, done, and how it ended.</summary>
public static class IncidentSummary
{
    private const int Longest = 8_000;
    private const int MostSymptoms = 10;
    private const int MostLines = 40;

    /// <summary>Writes the summary. Pure; plain text of several lines, at most 8,000 characters.</summary>
    public static string Of(IncidentStory story)
    {
        var (incident, text) = (story.Incident, new StringBuilder());
        var end = story.Facts.LastOrDefault(f => FactWords.End(f) is not null);
        var until = end?.At ?? story.Facts[^1].At;
        text.Append(CultureInfo.InvariantCulture, $"{incident.Title} in {incident.Key.Cluster()}: {(end is null ? "not over" : FactWords.End(end))} after {Times.Length(until - incident.OpenedAt)}.");
        text.Append(CultureInfo.InvariantCulture, $"\nOpened {Times.Moment(incident.OpenedAt)}, {incident.Severity().ToString().ToLowerInvariant()}, episode {incident.Episode}.");
        AddSymptoms(text, story);
        AddCause(text, story);
        AddLines(text, story, "Decided", FactWords.Decision);
        var intents = story.Facts.OfType<ActionStarted>().ToLookup(a => a.ActionId);
        AddLines(text, story, "Done", fact => FactWords.Deed(fact, id => intents[id].FirstOrDefault()));
        if (!story.Facts.OfType<ActionStarted>().Any())
            text.Append("\n\nDone: nothing.");
        if (end is not null)
            text.Append(CultureInfo.InvariantCulture, $"\n\nEnd: {Times.Moment(end.At)}. {FactWords.EndReason(end)}");
        return text.ToString().Clip(Longest);
    }

    private static void AddSymptoms(StringBuilder text, IncidentStory story)
    {
        text.Append("\n\nSeen:");
        foreach (var symptom in story.Symptoms.Take(MostSymptoms))
        {
            var gone = symptom.IsGone ? $"gone {Times.Moment(symptom.Latest.ObservedAt)}" : "not seen to go";
            text.Append(CultureInfo.InvariantCulture, $"\n- {symptom.First.Entity}: {SymptomWords.InShort(symptom).Clip(400)}; {gone}");
        }

        if (story.Symptoms.Count > MostSymptoms)
            text.Append(CultureInfo.InvariantCulture, $"\n- and {story.Symptoms.Count - MostSymptoms} more");
    }

    private static void AddCause(StringBuilder text, IncidentStory story)
    {
        var last = story.Facts.OfType<AnalysisCompleted>().LastOrDefault();
        text.Append("\n\nWhy: ").Append(last?.Conclusion.Clip(1_500) ?? "no analysis was completed.");
        if (last is { Missing.Count: > 0 })
            text.Append("\nNot known: ").Append(string.Join(' ', last.Missing).Clip(600));
    }

    private static void AddLines(StringBuilder text, IncidentStory story, string heading, Func<IncidentEvent, string?> words)
    {
        var lines = story.Facts.Select(f => (f.At, Words: words(f))).Where(l => l.Words is not null).ToList();
        if (lines.Count == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"\n\n{heading}:");
        foreach (var (at, said) in lines.Take(MostLines))
            text.Append(CultureInfo.InvariantCulture, $"\n- {Times.Moment(at)} {said}");
        if (lines.Count > MostLines)
            text.Append(CultureInfo.InvariantCulture, $"\n- and {lines.Count - MostLines} more");
    }
}

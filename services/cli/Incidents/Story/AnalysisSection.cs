using Pipeline.Cli.Rendering;
using Pipeline.Incidents.Analysis;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Cli.Incidents.Story;

/// <summary>Why it is wrong: the conclusion, and the hypotheses with the evidence for and against each.</summary>
internal static class AnalysisSection
{
    public static Section Of(IncidentStory story)
    {
        var section = new Section("Why");
        var evidence = story.Incident.Evidence.ToLookup(e => e.Id, StringComparer.Ordinal);
        if (story.All<AnalysisCompleted>().LastOrDefault().Fact is { } end)
        {
            section.Add($"{Untrusted.Markup(end.Conclusion)} [grey]({Words.Of(end.Certainty)})[/]");
            if (end.Missing.Count > 0)
                section.AddNamed("not known", string.Join(", ", end.Missing));
        }

        var rank = 1;
        foreach (var hypothesis in story.Incident.Hypotheses.OrderByDescending(h => h.Confidence))
            Add(section, hypothesis, rank++, evidence);
        foreach (var (_, refuted) in story.All<HypothesisRefuted>())
            section.Add($"[grey]ruled out: {Untrusted.Markup(refuted.HypothesisId)}: {Untrusted.Markup(refuted.Reason)} ({Untrusted.Markup(string.Join(", ", refuted.EvidenceIds))})[/]");
        return section;
    }

    private static void Add(Section section, Hypothesis hypothesis, int rank, ILookup<string, Evidence> evidence)
    {
        section.Add(
            $"{rank}. [bold]{Untrusted.Markup(hypothesis.Cause)}[/] of {Untrusted.Markup(hypothesis.Entity.ToString())}, confidence {Words.Percent(hypothesis.Confidence)}");
        section.Add(Untrusted.Markup(hypothesis.Statement), 2);
        foreach (var id in hypothesis.EvidenceFor)
            section.Add($"[green]+[/] {Fact(id, evidence)}", 3);
        foreach (var id in hypothesis.EvidenceAgainst)
            section.Add($"[red]-[/] {Fact(id, evidence)}", 3);
        foreach (var missing in hypothesis.Missing)
            section.Add($"[yellow]?[/] not to be had: {Untrusted.Markup(missing)}", 3);
    }

    private static string Fact(string id, ILookup<string, Evidence> evidence) => evidence[id].LastOrDefault() is { } fact
        ? $"{Untrusted.Markup(id)} [grey]{Untrusted.Markup(fact.Kind)} from {Untrusted.Markup(fact.Source)}, {Times.Clock(fact.ObservedAt)}:[/] {Untrusted.Markup(Content(fact))}"
        : Untrusted.Markup(id);

    private static string Content(Evidence fact) => fact.Status == EvidenceStatus.Found ? fact.Content : $"{Words.Of(fact.Status)}: {fact.Content}";
}

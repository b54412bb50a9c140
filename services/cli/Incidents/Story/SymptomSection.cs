using Pipeline.Cli.Rendering;
using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.State;

namespace Pipeline.Cli.Incidents.Story;

/// <summary>What is wrong: each symptom with its window, why it is abnormal, and how it is now.</summary>
internal static class SymptomSection
{
    public static Section Of(IncidentStory story)
    {
        var section = new Section("What is wrong");
        foreach (var symptom in story.Incident.Symptoms.Values.OrderBy(s => s.First.StartedAt).ThenBy(s => s.Key, StringComparer.Ordinal))
            Add(section, symptom, story.Now);
        return section;
    }

    private static void Add(Section section, TrackedSymptom symptom, DateTimeOffset now)
    {
        var first = symptom.First;
        section.Add($"[bold]{Untrusted.Markup(first.Metric)}[/] of {Untrusted.Markup(first.Entity.ToString())}: {Status(symptom)}");
        section.AddNamed("why it is abnormal", first.Reason, 2);
        if (Numbers(first) is { Length: > 0 } numbers)
            section.AddNamed("measured", numbers, 2);
        section.AddNamed(
            "seen", $"by {first.Source}, since {Times.Short(first.StartedAt, now)}, last {Times.Short(symptom.Latest.ObservedAt, now)}"
            + (first.Clock == Contracts.Metrics.SourceClock.Recorded ? " (times of the recording)" : ""), 2);
        section.AddNamed("belongs here", symptom.Because, 2);
        foreach (var line in WindowChart.Of(first))
            section.Add(line, 3);
        if (symptom.Latest.Reason != first.Reason)
            section.AddNamed("now", symptom.Latest.Reason, 2);
    }

    private static string Status(TrackedSymptom symptom) => symptom.Status switch
    {
        SymptomStatus.Firing => "[red]still there[/]",
        SymptomStatus.Cleared => "[green]gone[/]",
        _ => "[yellow]unknown, its data are missing[/]",
    };

    private static string Numbers(SymptomReport report) => string.Join(", ", new[]
    {
        Named("value", report.Value, report.Unit), Named("normal", report.Baseline, report.Unit),
        Named("limit", report.Threshold, report.Unit), Named("score", report.Score, null),
    }.OfType<string>());

    private static string? Named(string name, double? value, string? unit) =>
        value is { } number ? $"{name} {Quantities.Show(number, unit)}" : null;
}

using Pipeline.Cli.Incidents.Story;
using Pipeline.Cli.Rendering;
using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents;
using Pipeline.Incidents.Decisions;
using Pipeline.Incidents.State;

namespace Pipeline.Cli.Audit.Replaying;

/// <summary>An event, and where the incident stood after it.</summary>
/// <param name="Event">The event.</param>
/// <param name="After">The state; null before the incident began.</param>
internal sealed record ReplayStep(TimelineEvent Event, Incident? After)
{
    /// <summary>Folds events one by one.</summary>
    /// <exception cref="InvalidOperationException">They do not begin with the incident's opening.</exception>
    public static IReadOnlyList<ReplayStep> Fold(IEnumerable<TimelineEvent> events)
    {
        var (steps, incident) = (new List<ReplayStep>(), (Incident?)null);
        foreach (var e in events)
        {
            incident = e.Fact is { } fact ? IncidentEvolution.Evolve(incident, fact) : incident;
            steps.Add(new ReplayStep(e, incident));
        }

        return steps;
    }

    /// <summary>The state's name; "" before the incident began.</summary>
    public string State => After is null ? "" : IncidentState.NameOf(After.Phase);

    /// <summary>What was known then, in short: "2 symptoms (1 there, 1 gone), 3 facts, 1 hypothesis, plan 2d701bba13c6".</summary>
    public string Known()
    {
        if (After is null)
            return "";
        var parts = new List<string>();
        if (After.Symptoms.Count > 0)
            parts.Add($"{Count(After.Symptoms.Count, "symptom")} ({string.Join(", ", Statuses(After))})");
        if (After.Evidence.Count > 0)
            parts.Add(Count(After.Evidence.Count, "fact"));
        if (After.Hypotheses.Count > 0)
            parts.Add(After.Hypotheses.Count == 1 ? "1 hypothesis" : $"{After.Hypotheses.Count} hypotheses");
        if (ClosingDecisions.PendingPlan(After.Phase) is { } plan)
            parts.Add($"plan {Words.ShortHash(plan.Hash)}");
        return string.Join(", ", parts);
    }

    /// <summary>The step as <c>--output json</c> shows it.</summary>
    public ReplayedEvent ToDocument() => new(
        Event.Version, Event.Type, Event.At, Event.RecordedAt, Event.Actor, EventWording.Of(Event), State,
        After is null ? [] : [.. After.Symptoms.Values.Select(s => new ReplayedSymptom(s.Key, s.Status))],
        After?.Evidence.Count ?? 0, After is null ? [] : [.. After.Hypotheses.Select(h => h.Id)], After?.Conclusion,
        After is null ? null : ClosingDecisions.PendingPlan(After.Phase)?.Hash);

    private static IEnumerable<string> Statuses(Incident incident) => incident.Symptoms.Values.CountBy(s => s.Status).OrderBy(s => s.Key)
        .Select(status => $"{status.Value} {status.Key switch { SymptomStatus.Firing => "there", SymptomStatus.Cleared => "gone", _ => "unknown" }}");

    private static string Count(int count, string name) => $"{count} {name}{(count == 1 ? "" : "s")}";
}

/// <summary>An event, and what was known after it.</summary>
/// <param name="Version">Its place in the incident, from 1.</param>
/// <param name="Type">Its stored alias.</param>
/// <param name="At">When it happened.</param>
/// <param name="RecordedAt">When it was stored.</param>
/// <param name="Actor">Who caused it.</param>
/// <param name="Words">The event in words.</param>
/// <param name="State">The incident's state after it.</param>
/// <param name="Symptoms">The symptoms as last seen then.</param>
/// <param name="Evidence">Number of facts gathered by then.</param>
/// <param name="Hypotheses">Ids of the hypotheses that stood then.</param>
/// <param name="Conclusion">The last analysis' conclusion; null before it.</param>
/// <param name="PlanHash">The plan that waited then; null for none.</param>
internal sealed record ReplayedEvent(
    long Version, string Type, DateTimeOffset At, DateTimeOffset RecordedAt, Actor Actor, string Words, string State,
    IReadOnlyList<ReplayedSymptom> Symptoms, int Evidence, IReadOnlyList<string> Hypotheses, string? Conclusion, string? PlanHash);

/// <summary>A symptom as last seen.</summary>
internal sealed record ReplayedSymptom(string Key, SymptomStatus Status);

using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Plans;
using Pipeline.Incidents.State;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Analyzer.Reading;

/// <summary>An incident's stream, made ready for reading: nothing else is asked, so the same stream gives the same answers.</summary>
public sealed class IncidentStory
{
    private IncidentStory(Incident incident, IReadOnlyList<IncidentEvent> facts)
    {
        (Incident, Facts) = (incident, facts);
        Symptoms =
        [
            .. facts.Select(ReportOf).OfType<SymptomReport>()
                .GroupBy(r => r.SymptomKey, StringComparer.Ordinal)
                .Select(g => new SymptomHistory([.. g]))
                .OrderBy(s => s.Onset).ThenBy(s => s.First.SymptomKey, StringComparer.Ordinal),
        ];
    }

    /// <summary>What the facts add up to.</summary>
    public Incident Incident { get; }

    /// <summary>Everything that was recorded, in order.</summary>
    public IReadOnlyList<IncidentEvent> Facts { get; }

    /// <summary>The symptoms, earliest onset first.</summary>
    public IReadOnlyList<SymptomHistory> Symptoms { get; }

    /// <summary>Facts since the incident was last reopened; all of them when it never was.</summary>
    public IEnumerable<IncidentEvent> SinceReopened =>
        Facts.Skip(Facts.Select((fact, index) => fact is IncidentReopened ? index : 0).DefaultIfEmpty(0).Max());

    /// <summary>Actions that took effect, in order, each with its intent.</summary>
    public IEnumerable<(ActionStarted Intent, ActionSucceeded Outcome)> ActionsDone(IEnumerable<IncidentEvent> among)
    {
        var intents = Facts.OfType<ActionStarted>().ToLookup(a => a.ActionId);
        return among.OfType<ActionSucceeded>()
            .SelectMany(done => intents[done.ActionId].Take(1).Select(intent => (intent, done)));
    }

    /// <summary>Actions that a rehearsal found impossible the last time that one of their kind was rehearsed.</summary>
    public IReadOnlySet<string> FoundImpossible()
    {
        var plans = Facts.OfType<RemediationProposed>().GroupBy(p => p.PlanHash).ToDictionary(g => g.Key, g => g.First().Plan);
        var impossible = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rehearsal in Facts.OfType<PlanPreflighted>())
        {
            if (!plans.TryGetValue(rehearsal.PlanHash, out var plan))
                continue;
            for (var step = 1; step <= plan.Actions.Count; step++)
            {
                impossible.Remove(plan.Actions[step - 1].Action);
                if (rehearsal.Findings.Any(f => f.Step == step && f.Verdict != PreflightVerdict.Ready))
                    impossible.Add(plan.Actions[step - 1].Action);
            }
        }

        return impossible;
    }

    /// <summary>Reads a stream.</summary>
    /// <exception cref="InvalidOperationException">The stream is empty or does not begin with the opening.</exception>
    public static IncidentStory Of(IReadOnlyList<IncidentEvent> facts) => new(
        IncidentEvolution.Replay(facts) ?? throw new InvalidOperationException("The incident has no events."), facts);

    private static SymptomReport? ReportOf(IncidentEvent fact) => fact switch
    {
        SymptomJoined e => e.Report,
        SymptomObserved e => e.Report,
        SymptomCleared e => e.Report,
        SymptomDataMissing e => e.Report,
        _ => null,
    };
}

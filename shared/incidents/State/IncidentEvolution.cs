using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Identity;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Incidents.State;

/// <summary>Folds facts into a state. A fact is never refused here: refusing is the decider's work.</summary>
public static class IncidentEvolution
{
    /// <summary>The state after all of <paramref name="facts"/>; null for none.</summary>
    public static Incident? Replay(IEnumerable<IncidentEvent> facts) =>
        facts.Aggregate((Incident?)null, Evolve);

    /// <summary>The state after one more fact.</summary>
    /// <exception cref="InvalidOperationException">A stream that does not begin with <see cref="IncidentOpened"/>.</exception>
    public static Incident? Evolve(Incident? incident, IncidentEvent fact) => (incident, fact) switch
    {
        (null, IncidentOpened e) => Begin(e),
        (null, _) => throw new InvalidOperationException($"The stream begins with {fact.GetType().Name} instead of IncidentOpened."),
        (not null, OwnerResolved or SymptomJoined or SymptomObserved or SymptomCleared or SymptomDataMissing) =>
            WithSymptom(incident, fact),
        (not null, EvidenceGathered e) => incident with { Evidence = incident.Evidence.Add(e.Evidence) },
        (not null, HypothesisProposed e) => incident with { Hypotheses = incident.Hypotheses.Add(e.Hypothesis) },
        (not null, HypothesisRefuted e) => incident with
        {
            Hypotheses = incident.Hypotheses.RemoveAll(h => h.Id == e.HypothesisId),
        },
        (not null, AnalysisStarted e) => incident with
        {
            Phase = new IncidentPhase.Analyzing(e.Attempt, e.Deadline),
            Analyses = e.Attempt,
            Hypotheses = [],
        },
        (not null, AnalysisCompleted e) => incident with { Conclusion = e.Conclusion },
        (not null, ActionSucceeded) => WithEffect(incident) with { Phase = PhaseEvolution.After(incident, fact) },
        (not null, IncidentReopened) => incident with
        {
            Phase = PhaseEvolution.After(incident, fact),
            Summarised = false,
        },
        (not null, IncidentSummarised) => incident with { Summarised = true },
        (not null, _) => incident with { Phase = PhaseEvolution.After(incident, fact) },
    };

    private static Incident Begin(IncidentOpened e) => new()
    {
        Id = e.IncidentId,
        Key = new IncidentKey(e.Owner, e.FailureClass),
        Episode = e.Episode,
        Title = e.Title,
        OpenedAt = e.At,
        Phase = new IncidentPhase.Open(1, e.At),
    };

    private static Incident WithSymptom(Incident incident, IncidentEvent fact) => fact switch
    {
        OwnerResolved e => incident with { Owners = incident.Owners.SetItem(e.Resolution.Entity, e.Resolution) },
        SymptomJoined e => incident with
        {
            Symptoms = incident.Symptoms.SetItem(e.Report.SymptomKey, new TrackedSymptom(e.Report, e.Report, e.Because)),
        },
        SymptomObserved e => Seen(incident, e.Report),
        SymptomCleared e => Seen(incident, e.Report),
        SymptomDataMissing e => Seen(incident, e.Report),
        _ => incident,
    };

    private static Incident Seen(Incident incident, SymptomReport report) =>
        incident.Symptoms.TryGetValue(report.SymptomKey, out var known)
            ? incident with { Symptoms = incident.Symptoms.SetItem(known.Key, known with { Latest = report }) }
            : incident;

    private static Incident WithEffect(Incident incident) => incident.Phase switch
    {
        IncidentPhase.Executing { InFlight: { } action } => incident with { ActionsDone = incident.ActionsDone.Add(action.Action) },
        IncidentPhase.OutcomeUnknown unknown => incident with { ActionsDone = incident.ActionsDone.Add(unknown.Action.Action) },
        IncidentPhase.Escalated { InDoubt: { } action } => incident with { ActionsDone = incident.ActionsDone.Add(action.Action) },
        _ => incident,
    };
}

using Pipeline.Incidents.Events;
using Pipeline.Incidents.State;
using Pipeline.IncidentStore.Listing;

namespace Pipeline.Dashboard.Incidents;

/// <summary>Makes documents of incidents.</summary>
internal static class IncidentDocuments
{
    /// <summary>A row of the list in the words of the API.</summary>
    public static IncidentSummary Shown(IncidentSummary row) => row with { Severity = ApiJson.NameOf(row.Severity) };

    public static IncidentDocument Of(IncidentSummary row, Incident incident) => new()
    {
        Incident = Shown(row),
        Episode = incident.Episode,
        Owner = incident.Key.Owner,
        Symptoms = [.. incident.Symptoms.Values.OrderBy(s => s.First.StartedAt).Select(s => new SymptomDocument(s.First, s.Latest, s.Because))],
        Owners = [.. incident.Owners.Values],
        Evidence = incident.Evidence,
        Hypotheses = [.. incident.Hypotheses.OrderByDescending(h => h.Confidence)],
        Conclusion = incident.Conclusion,
        Plan = PlanOf(incident.Phase),
        InDoubt = InDoubt(incident.Phase),
    };

    private static PlanDocument? PlanOf(IncidentPhase phase) => phase switch
    {
        IncidentPhase.Proposed p => Document(p.Plan),
        IncidentPhase.Preflighted p => Document(p.Plan),
        IncidentPhase.AwaitingApproval p => Document(p.Plan) with { ApprovedBy = [.. p.Given.Select(g => g.Name)] },
        IncidentPhase.Observing p => Document(p.Plan),
        IncidentPhase.Approved p => Document(p.Plan),
        IncidentPhase.Executing p => Document(p.Plan),
        IncidentPhase.OutcomeUnknown p => Document(p.Plan),
        IncidentPhase.Verifying p => Document(p.Plan),
        IncidentPhase.Escalated { Plan: { } plan } => Document(plan),
        _ => null,
    };

    private static IncidentEvent.ActionStarted? InDoubt(IncidentPhase phase) => phase switch
    {
        IncidentPhase.OutcomeUnknown p => p.Action,
        IncidentPhase.Escalated p => p.InDoubt,
        _ => null,
    };

    private static PlanDocument Document(ProposedPlan plan) => new(plan.Plan, plan.Hash, plan.Findings, plan.Decision, []);
}

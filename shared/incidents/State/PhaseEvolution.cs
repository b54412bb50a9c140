using System.Collections.Immutable;
using Pipeline.Incidents.Events;
using static Pipeline.Incidents.Events.IncidentEvent;
using static Pipeline.Incidents.State.IncidentPhase;

namespace Pipeline.Incidents.State;

/// <summary>How facts move an incident from phase to phase.</summary>
internal static class PhaseEvolution
{
    /// <summary>The phase after <paramref name="fact"/>; the same phase for facts that do not move it.</summary>
    public static IncidentPhase After(Incident incident, IncidentEvent fact) => (incident.Phase, fact) switch
    {
        (_, AnalysisFailed e) => new Open(e.Attempt + 1, e.RetryAt),
        (_, RemediationProposed e) => new Proposed(new ProposedPlan(e.Plan, e.PlanHash)),
        (Proposed p, PlanPreflighted e) => new Preflighted(p.Plan with { Findings = e.Findings }),
        (Preflighted p, PolicyEvaluated e) => Judged(p.Plan with { Decision = e.Decision }),
        (Preflighted p, ApprovalRequested e) => new AwaitingApproval(p.Plan, e.RequiredApprovals, e.ExpiresAt, []),
        (AwaitingApproval p, ApprovalGiven e) => p with { Given = p.Given.Add(e.By) },
        (AwaitingApproval p, RemediationApproved) => new Approved(p.Plan),
        (Preflighted p, RemediationApproved) => new Approved(p.Plan),
        (_, RemediationRejected e) => new Rejected(e.Reason),
        (_, PlanWithdrawn or PlanStale) => new Open(incident.Analyses + 1, fact.At),
        (Approved or Executing or OutcomeUnknown or Escalated, ActionStarted e) => Started(incident.Phase, e),
        (Executing { InFlight: not null } p, ActionSucceeded e) => Advanced(p.Plan, p.Step, e.At),
        (OutcomeUnknown p, ActionSucceeded e) => Advanced(p.Plan, p.Action.Step, e.At),
        (Escalated { InDoubt: { } action, Plan: { } plan }, ActionSucceeded e) => Advanced(plan, action.Step, e.At),
        (Executing p, ActionFailed e) => Failed(p, e),
        (OutcomeUnknown p, ActionFailed e) =>
            Failed(new Executing(p.Plan, p.Action.Step, p.Action.Attempt, null, e.At), e),
        (Escalated { InDoubt: { } action, Plan: { } plan }, ActionFailed e) =>
            Failed(new Executing(plan, action.Step, action.Attempt, null, e.At), e),
        (Executing { InFlight: { } action } p, ActionOutcomeUnknown e) => new OutcomeUnknown(p.Plan, action, e.ReconcileAt),
        (OutcomeUnknown p, ActionOutcomeUnknown e) => p with { ReconcileAt = e.ReconcileAt },
        (Executing p, VerificationStarted e) => new Verifying(p.Plan, e.At, e.SettledAt, e.GiveUpAt, SeenSoFar(incident)),
        (OutcomeUnknown { Plan: { } plan, Action: { } action }, IncidentEscalated e) => new Escalated(e.Reason, action, plan),
        (_, IncidentEscalated e) => new Escalated(e.Reason),
        (_, IncidentResolved e) => new Resolved(e.Resolution, e.At),
        (_, IncidentWithdrawn) => new Withdrawn(fact.At),
        (_, IncidentDismissed) => new Dismissed(fact.At),
        (_, IncidentMerged e) => new Merged(e.Into, e.At),
        (_, IncidentReopened) => new Open(incident.Analyses + 1, fact.At),
        _ => incident.Phase,
    };

    private static IncidentPhase Judged(ProposedPlan plan) =>
        plan.Decision is { Verdict: Approval.PolicyVerdict.Observe } ? new Observing(plan) : new Preflighted(plan);

    private static IncidentPhase Started(IncidentPhase phase, ActionStarted action) => phase switch
    {
        Approved p => new Executing(p.Plan, action.Step, action.Attempt, action, action.At),
        Executing p => p with { Step = action.Step, Attempt = action.Attempt, InFlight = action },
        OutcomeUnknown p => new Executing(p.Plan, action.Step, action.Attempt, action, action.At),
        _ => phase,
    };

    private static Executing Advanced(ProposedPlan plan, int step, DateTimeOffset at) => new(plan, step + 1, 1, null, at);

    private static Executing Failed(Executing phase, ActionFailed e) =>
        phase with { InFlight = null, Attempt = phase.Attempt + 1, NextAt = e.RetryAt ?? e.At };

    private static ImmutableDictionary<string, DateTimeOffset> SeenSoFar(Incident incident) =>
        incident.Symptoms.ToImmutableDictionary(s => s.Key, s => s.Value.Latest.ObservedAt);
}

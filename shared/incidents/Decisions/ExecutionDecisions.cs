using Pipeline.Incidents.Events;
using Pipeline.Incidents.Identity;
using Pipeline.Incidents.Plans;
using Pipeline.Incidents.State;
using static Pipeline.Incidents.Commands.IncidentCommand;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Incidents.Decisions;

/// <summary>From the approved plan to its last effect: what is intended, what came of it, what is in doubt.</summary>
internal static class ExecutionDecisions
{
    public static Decision Start(Incident incident, StartAction c)
    {
        if (Next(incident.Phase, c.Now) is not { } next)
            return Decision.No(RefusalKind.NotCurrent, $"The incident is {IncidentState.NameOf(incident.Phase)}: no action is due.");
        if (next.Plan.Hash != c.PlanHash || next.Plan.Plan.Hash() != c.PlanHash)
            return Decision.No(RefusalKind.PlanChanged, "The plan is not the one that was approved: it is not executed.");
        if (incident.Phase is IncidentPhase.OutcomeUnknown unknown
            && (unknown.Action.Proof == ActionProof.Unprovable || c.Proof == ActionProof.Unprovable))
        {
            return Decision.Of(InDoubt(unknown.Action, "it cannot be proven that a second attempt would have no second effect", c.Now));
        }

        if (incident.Phase is IncidentPhase.Approved && !incident.HasSymptoms()) // a person had it analysed once more
        {
            const string Reason = "No symptom is there any more: the plan is not needed.";
            return Decision.Of(
                [.. ClosingDecisions.PlanOffTheTable(incident, Reason, c.Now), new IncidentWithdrawn { At = c.Now, Reason = Reason }]);
        }

        var action = next.Plan.Plan.Actions[next.Step - 1];
        return Decision.Of(new ActionStarted
        {
            At = c.Now,
            ActionId = IncidentId.OfAction(incident.Id, c.PlanHash, next.Step, next.Attempt),
            EffectKey = IncidentId.OfEffect(incident.Id, c.PlanHash, next.Step),
            PlanHash = c.PlanHash,
            Step = next.Step,
            Attempt = next.Attempt,
            Action = action.Action,
            Target = action.Target,
            TargetUid = c.TargetUid,
            ResourceVersion = c.ResourceVersion,
            BeforeState = c.BeforeState,
            Proof = c.Proof,
            Deadline = c.Now + c.TimeLimit,
        });
    }

    public static Decision Stale(Incident incident, MarkPlanStale c)
    {
        var at = incident.Phase switch
        {
            IncidentPhase.Approved p => (p.Plan, Step: 1),
            IncidentPhase.Executing { InFlight: null } p => (p.Plan, p.Step), // between attempts nothing is in doubt
            _ => ((ProposedPlan Plan, int Step)?)null,
        };
        if (at?.Plan.Hash != c.PlanHash)
            return Decision.No(RefusalKind.NotCurrent, "The plan is not waiting for its execution.");
        var stale = new PlanStale { At = c.Now, PlanHash = c.PlanHash, Failed = c.Failed };
        if (incident.HasSymptoms())
            return Decision.Of(stale);
        const string Reason = "Every symptom went before the plan was carried out to its end.";
        return at.Value.Step == 1
            ? Decision.Of(stale, new IncidentWithdrawn { At = c.Now, Reason = Reason })
            : Decision.Of(stale, new IncidentResolved { At = c.Now, Resolution = Resolution.Recovered, Reason = Reason });
    }

    public static Decision Complete(Incident incident, CompleteAction c)
    {
        if (Current(incident.Phase, c.ActionId) is not { } at)
            return NotCurrent(incident, c.ActionId);
        var succeeded = new ActionSucceeded { At = c.Now, ActionId = c.ActionId, Effect = c.Effect, ArtefactHash = c.ArtefactHash };
        return Decision.Of(
            [succeeded, .. EndOfPlan(at.Plan, at.Action.Step, c.Now, c.SettleTime, c.VerificationWindow)]);
    }

    public static Decision Fail(Incident incident, FailAction c)
    {
        if (Current(incident.Phase, c.ActionId) is not { } at)
            return NotCurrent(incident, c.ActionId);
        if (c.RetryAfter is { } pause && at.Action.Attempt < c.MaxAttempts)
            return Decision.Of(new ActionFailed { At = c.Now, ActionId = c.ActionId, Reason = c.Reason, RetryAt = c.Now + pause });
        return Decision.Of([new ActionFailed { At = c.Now, ActionId = c.ActionId, Reason = c.Reason }, .. Halt(at, c.Reason, c.Now)]);
    }

    public static Decision Lose(Incident incident, LoseAction c)
    {
        // once in doubt, a second word of the doubt says nothing new: two replicas may both have seen the deadline pass
        if (incident.Phase is not IncidentPhase.Executing || Current(incident.Phase, c.ActionId) is not { } at)
            return NotCurrent(incident, c.ActionId);
        var unknown = new ActionOutcomeUnknown
        {
            At = c.Now,
            ActionId = c.ActionId,
            Reason = c.Reason,
            ReconcileAt = c.Now + c.ReconcileAfter,
        };
        return at.Action.Proof == ActionProof.Unprovable
            ? Decision.Of(unknown, InDoubt(at.Action, c.Reason, c.Now))
            : Decision.Of(unknown);
    }

    public static Decision Confirm(Incident incident, ConfirmOutcome c)
    {
        if (c.By.Kind != ActorKind.Person)
            return Decision.No(RefusalKind.NotAllowed, "Only a person can say what became of an action in doubt.");
        if (incident.Phase is not (IncidentPhase.OutcomeUnknown or IncidentPhase.Escalated { InDoubt: not null })
            || Current(incident.Phase, c.ActionId) is not { } at)
        {
            return NotCurrent(incident, c.ActionId);
        }

        var reason = $"{c.By.Name}: {c.Reason}";
        return c.TookEffect
            ? Decision.Of(
                [
                    new ActionSucceeded { At = c.Now, ActionId = c.ActionId, Effect = reason },
                    .. EndOfPlan(at.Plan, at.Action.Step, c.Now, c.SettleTime, c.VerificationWindow),
                ])
            : Decision.Of([new ActionFailed { At = c.Now, ActionId = c.ActionId, Reason = reason }, .. Halt(at, reason, c.Now)]);
    }

    private static (ProposedPlan Plan, int Step, int Attempt)? Next(IncidentPhase phase, DateTimeOffset now) => phase switch
    {
        IncidentPhase.Approved p => (p.Plan, 1, 1),
        IncidentPhase.Executing { InFlight: null } p when now >= p.NextAt => (p.Plan, p.Step, p.Attempt),
        IncidentPhase.OutcomeUnknown p when now >= p.ReconcileAt => (p.Plan, p.Action.Step, p.Action.Attempt + 1),
        _ => null,
    };

    private static (ProposedPlan Plan, ActionStarted Action)? Current(IncidentPhase phase, Guid actionId) => phase switch
    {
        IncidentPhase.Executing { InFlight: { } action } p when action.ActionId == actionId => (p.Plan, action),
        IncidentPhase.OutcomeUnknown p when p.Action.ActionId == actionId => (p.Plan, p.Action),
        IncidentPhase.Escalated { InDoubt: { } action, Plan: { } plan } when action.ActionId == actionId => (plan, action),
        _ => null,
    };

    private static IncidentEscalated InDoubt(ActionStarted action, string reason, DateTimeOffset now) => new()
    {
        At = now,
        Reason = $"Whether {action.Action} took effect cannot be known: {reason}. A person must look and say so; nothing else touches the target until then.",
    };

    private static IEnumerable<IncidentEvent> EndOfPlan(
        ProposedPlan plan, int step, DateTimeOffset now, TimeSpan settleTime, TimeSpan window) =>
        step < plan.Plan.Actions.Count
            ? []
            :
            [
                new RemediationExecuted { At = now, PlanHash = plan.Hash },
                new VerificationStarted { At = now, PlanHash = plan.Hash, SettledAt = now + settleTime, GiveUpAt = now + window },
            ];

    private static IEnumerable<IncidentEvent> Halt((ProposedPlan Plan, ActionStarted Action) at, string reason, DateTimeOffset now) =>
    [
        new RemediationFailed { At = now, PlanHash = at.Plan.Hash, Reason = $"Step {at.Action.Step} ({at.Action.Action}): {reason}" },
        new IncidentEscalated
        {
            At = now,
            Reason = $"Step {at.Action.Step} ({at.Action.Action}) failed: {reason}. A person must look; reopening the incident begins a new analysis.",
        },
    ];

    private static Decision NotCurrent(Incident incident, Guid actionId) =>
        Decision.No(RefusalKind.NotCurrent, $"Action {actionId} is not under way: the incident is {IncidentState.NameOf(incident.Phase)}.");
}

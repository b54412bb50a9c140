using Pipeline.Incidents.Events;
using Pipeline.Incidents.Plans;
using Pipeline.Incidents.State;

namespace Pipeline.Executor.Executing;

/// <summary>What the executor does next for an incident: a function of its state and the time, without any I/O.</summary>
public abstract record ExecutionStep
{
    private ExecutionStep() // closed: the records nested here are all there are
    {
    }

    /// <summary>There is nothing to execute: the hint is stale.</summary>
    public sealed record Stay : ExecutionStep;

    /// <summary>It is too early.</summary>
    /// <param name="Until">From when on there is something to do.</param>
    /// <param name="Reason">What is waited for.</param>
    public sealed record Wait(DateTimeOffset Until, string Reason) : ExecutionStep;

    /// <summary>Store the intent of an attempt, then carry it out. No earlier attempt of the step is in doubt.</summary>
    /// <param name="Plan">The approved plan.</param>
    /// <param name="Step">The step, from 1.</param>
    public sealed record Begin(ProposedPlan Plan, int Step) : ExecutionStep;

    /// <summary>The plan is not needed any more.</summary>
    /// <param name="Plan">The plan.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Abandon(ProposedPlan Plan, string Reason) : ExecutionStep;

    /// <summary>An attempt has no outcome though its deadline is over: whoever ran it is gone.</summary>
    /// <param name="Action">The intent.</param>
    public sealed record Lose(IncidentEvent.ActionStarted Action) : ExecutionStep;

    /// <summary>Look whether an attempt in doubt took effect.</summary>
    /// <param name="Plan">The approved plan.</param>
    /// <param name="Action">The intent in doubt.</param>
    /// <param name="MayRepeat">Whether it may be done again with the same effect key when looking does not show it.</param>
    public sealed record Reconcile(ProposedPlan Plan, IncidentEvent.ActionStarted Action, bool MayRepeat) : ExecutionStep;

    /// <summary>A person must take over.</summary>
    /// <param name="Reason">Why, and what a person can do.</param>
    public sealed record HandOver(string Reason) : ExecutionStep;

    /// <summary>The next step.</summary>
    /// <param name="incident">The state.</param>
    /// <param name="now">The time.</param>
    /// <param name="maxAttempts">Attempts at a step, at least 1.</param>
    public static ExecutionStep Of(Incident incident, DateTimeOffset now, int maxAttempts) => incident.Phase switch
    {
        IncidentPhase.Approved p => BeginOf(incident, p.Plan, step: 1),
        IncidentPhase.Executing { InFlight: { } action } => now < action.Deadline
            ? new Wait(action.Deadline, $"attempt {action.Attempt} at step {action.Step} ({action.Action}) is under way")
            : new Lose(action),
        IncidentPhase.Executing p when now < p.NextAt => new Wait(p.NextAt, $"the pause before attempt {p.Attempt} at step {p.Step}"),
        IncidentPhase.Executing p => BeginOf(incident, p.Plan, p.Step),
        IncidentPhase.OutcomeUnknown p when now < p.ReconcileAt => new Wait(p.ReconcileAt, $"the pause before {p.Action.Action} in doubt is looked into"),
        IncidentPhase.OutcomeUnknown p when !IsApproved(p.Plan) => NotApproved(p.Plan),
        IncidentPhase.OutcomeUnknown p => new Reconcile(
            p.Plan, p.Action, MayRepeat: p.Action.Proof != ActionProof.Unprovable && p.Action.Attempt < maxAttempts),
        _ => new Stay(),
    };

    private static ExecutionStep BeginOf(Incident incident, ProposedPlan plan, int step)
    {
        if (!IsApproved(plan))
            return NotApproved(plan);
        return incident.HasSymptoms()
            ? new Begin(plan, step)
            : new Abandon(plan, "no symptom of the incident is left");
    }

    private static bool IsApproved(ProposedPlan plan) => plan.Plan.Hash() == plan.Hash;

    private static HandOver NotApproved(ProposedPlan plan) => new(
        $"The plan's document has the hash {Short(plan.Plan.Hash())}, and {Short(plan.Hash)} was approved: it was changed after it was stored "
        + "and is not executed. Run 'pipeline audit verify', then reopen the incident for a new plan.");

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}

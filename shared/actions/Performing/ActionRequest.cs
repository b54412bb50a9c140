using Pipeline.Actions.Parameters;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Plans;
using Pipeline.Incidents.State;

namespace Pipeline.Actions.Performing;

/// <summary>A step of a plan that is to be rehearsed or carried out. The same at every attempt, on every replica.</summary>
public sealed record ActionRequest
{
    /// <summary>The incident as it was when the plan was proposed: what people approved rests on it.</summary>
    public required Incident Incident { get; init; }

    /// <summary>The incident's events up to the plan's proposal.</summary>
    public required IReadOnlyList<IncidentEvent> Record { get; init; }

    /// <summary>The plan.</summary>
    public required ProposedPlan Plan { get; init; }

    /// <summary>The step, from 1.</summary>
    public required int Step { get; init; }

    /// <summary>The step's values, checked.</summary>
    public required ActionParameters Parameters { get; init; }

    /// <summary>The same for all attempts of the step: the idempotency key.</summary>
    public required Guid EffectKey { get; init; }

    /// <summary>The step as planned.</summary>
    public PlannedAction Action => Plan.Plan.Actions[Step - 1];
}

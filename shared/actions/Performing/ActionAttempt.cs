using Pipeline.Incidents.Events;

namespace Pipeline.Actions.Performing;

/// <summary>One attempt at a step, with the intent that is stored for it.</summary>
/// <param name="Request">The step.</param>
/// <param name="Intent">The stored intent: the target's uid, resourceVersion and before-state as read just before.</param>
public sealed record ActionAttempt(ActionRequest Request, IncidentEvent.ActionStarted Intent);

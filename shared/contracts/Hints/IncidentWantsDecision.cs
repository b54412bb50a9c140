namespace Pipeline.Contracts.Hints;

/// <summary>An incident has a preflighted plan that wants the policy's word, or an approval that expired. Consumed by the approver.</summary>
public sealed record IncidentWantsDecision : IncidentHint;

namespace Pipeline.Contracts.Hints;

/// <summary>An incident was acted on and wants to know whether it helped. Consumed by the analyzer.</summary>
public sealed record IncidentWantsVerification : IncidentHint;

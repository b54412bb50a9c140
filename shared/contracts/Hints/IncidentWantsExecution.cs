namespace Pipeline.Contracts.Hints;

/// <summary>An incident has an approved plan to execute, or an action whose outcome must be found out. Consumed by the executor.</summary>
public sealed record IncidentWantsExecution : IncidentHint;

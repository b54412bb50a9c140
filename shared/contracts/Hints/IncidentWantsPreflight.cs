namespace Pipeline.Contracts.Hints;

/// <summary>An incident has a plan that wants its preflight. Consumed by the executor.</summary>
public sealed record IncidentWantsPreflight : IncidentHint;

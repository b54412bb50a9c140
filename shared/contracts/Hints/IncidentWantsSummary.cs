namespace Pipeline.Contracts.Hints;

/// <summary>An incident is over and wants its summary. Consumed by the analyzer.</summary>
public sealed record IncidentWantsSummary : IncidentHint;

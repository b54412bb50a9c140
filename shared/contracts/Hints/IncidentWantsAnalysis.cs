namespace Pipeline.Contracts.Hints;

/// <summary>An incident wants an analysis: open, or its analysis ran past its deadline. Consumed by the analyzer.</summary>
public sealed record IncidentWantsAnalysis : IncidentHint;

using Pipeline.Incidents.Plans;

namespace Pipeline.Actions.Performing;

/// <summary>What a rehearsal found.</summary>
/// <param name="Verdict">Whether the step could run.</param>
/// <param name="Detail">Exactly what would be sent, or what is missing and which setting brings it; masked.</param>
public sealed record Rehearsal(PreflightVerdict Verdict, string Detail);

using Pipeline.Contracts.Symptoms;

namespace Pipeline.Incidents.Verification;

/// <summary>What was seen of one symptom after an action.</summary>
/// <param name="SymptomKey">The symptom.</param>
/// <param name="Status">Its newest status.</param>
/// <param name="Fresh">Whether it was observed after the action; what was seen before proves nothing.</param>
/// <param name="ObservedAt">When it was last observed, on its source's clock.</param>
/// <param name="Detail">The observation in words and numbers.</param>
public sealed record SymptomCheck(
    string SymptomKey, SymptomStatus Status, bool Fresh, DateTimeOffset ObservedAt, string Detail);

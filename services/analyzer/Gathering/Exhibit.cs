using Pipeline.Analyzer.Reading;

namespace Pipeline.Analyzer.Gathering;

/// <summary>A symptom with the evidence that was made of it.</summary>
/// <param name="Symptom">As recorded.</param>
/// <param name="EvidenceId">Evidence of the symptom itself.</param>
/// <param name="GapEvidenceId">Evidence that data of it are missing; null when none are.</param>
public sealed record Exhibit(SymptomHistory Symptom, string EvidenceId, string? GapEvidenceId)
{
    /// <summary>The kind of failure that the symptom is.</summary>
    public string FailureClass => Symptom.First.FailureClass;
}

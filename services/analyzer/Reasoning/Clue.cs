namespace Pipeline.Analyzer.Reasoning;

/// <summary>One reason to believe or doubt a cause.</summary>
/// <param name="EvidenceId">The evidence that it rests on.</param>
/// <param name="Weight">How much it counts, 0 to 1, of <see cref="Weights"/>.</param>
/// <param name="Speaks">For or against.</param>
/// <param name="ShowsMechanism">Whether the evidence shows how the cause brings the symptom about; only then may it be called the root cause.</param>
public sealed record Clue(string EvidenceId, double Weight, Side Speaks = Side.For, bool ShowsMechanism = false);

/// <summary>Which side a clue is on.</summary>
public enum Side
{
    /// <summary>It makes the cause more likely.</summary>
    For,

    /// <summary>It makes the cause less likely.</summary>
    Against,
}

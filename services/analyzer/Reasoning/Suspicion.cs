using Pipeline.Contracts;

namespace Pipeline.Analyzer.Reasoning;

/// <summary>A cause that a rule puts forward.</summary>
public sealed record Suspicion
{
    /// <summary>A word of the vocabulary: "cpu-saturation".</summary>
    public required string Cause { get; init; }

    /// <summary>What is believed to be sick.</summary>
    public required EntityRef Entity { get; init; }

    /// <summary>The hypothesis as a sentence, with numbers.</summary>
    public required string Statement { get; init; }

    /// <summary>Why, at least one of them for it.</summary>
    public required IReadOnlyList<Clue> Clues { get; init; }

    /// <summary>What would settle it and is not to be had.</summary>
    public IReadOnlyList<string> WouldSettle { get; init; } = [];

    /// <summary>Where a person should look first.</summary>
    public required string FirstLook { get; init; }

    /// <summary>Why it is ruled out; null when it is not.</summary>
    public string? Refutation { get; init; }

    /// <summary>0.01 to 0.95; see <see cref="Weights"/>.</summary>
    public double Confidence()
    {
        var confidence = (1 - Doubt(Side.For)) * Doubt(Side.Against);
        return Math.Round(Math.Clamp(confidence, Weights.Lowest, Weights.Highest), 2);
    }

    private double Doubt(Side side) => Clues.Where(c => c.Speaks == side).Aggregate(1.0, (doubt, clue) => doubt * (1 - clue.Weight));
}

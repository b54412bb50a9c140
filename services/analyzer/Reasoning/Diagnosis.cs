using Pipeline.Incidents.Analysis;

namespace Pipeline.Analyzer.Reasoning;

/// <summary>What an analysis came to.</summary>
public sealed record Diagnosis
{
    /// <summary>Hypotheses, best first, the ruled-out ones last.</summary>
    public required IReadOnlyList<Hypothesis> Hypotheses { get; init; }

    /// <summary>Ids of the ruled-out ones, with the reason.</summary>
    public required IReadOnlyDictionary<string, string> Refuted { get; init; }

    /// <summary>The one that stands out; null when none does.</summary>
    public Hypothesis? Leading { get; init; }

    /// <summary>What may be said of it.</summary>
    public required Certainty Certainty { get; init; }

    /// <summary>The conclusion as a person reads it.</summary>
    public required string Conclusion { get; init; }

    /// <summary>Where a person should look first.</summary>
    public required string FirstLook { get; init; }
}

using Pipeline.Contracts;

namespace Pipeline.Incidents.Analysis;

/// <summary>A possible cause, with the evidence for and against it.</summary>
public sealed record Hypothesis
{
    /// <summary>Short and unique in the incident: "H1.2" is the second of the first analysis.</summary>
    public required string Id { get; init; }

    /// <summary>The cause, a word of the vocabulary: "cpu-saturation", "error-burst", "data-missing".</summary>
    public required string Cause { get; init; }

    /// <summary>The entity that is believed to be sick.</summary>
    public required EntityRef Entity { get; init; }

    /// <summary>How sure it is, 0 to 1; computed from the evidence by fixed weights.</summary>
    public required double Confidence { get; init; }

    /// <summary>The hypothesis as a sentence, with numbers.</summary>
    public required string Statement { get; init; }

    /// <summary>Ids of the evidence that speaks for it; never empty.</summary>
    public required IReadOnlyList<string> EvidenceFor { get; init; }

    /// <summary>Ids of the evidence that speaks against it.</summary>
    public IReadOnlyList<string> EvidenceAgainst { get; init; } = [];

    /// <summary>What would settle it and was not to be had.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}

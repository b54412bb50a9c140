namespace Pipeline.Detection.Streaming;

/// <summary>What a detector of the bank looks at.</summary>
public enum Family
{
    /// <summary>Distance from the level of the last hundred.</summary>
    Level,

    /// <summary>A level that moved.</summary>
    LevelShift,

    /// <summary>A variance that changed.</summary>
    VarianceShift,

    /// <summary>What a linear recurrence missed.</summary>
    Recurrence,

    /// <summary>Distance from the season.</summary>
    Season,

    /// <summary>What stands out of the spectrum.</summary>
    Spectrum,

    /// <summary>What never was.</summary>
    Novelty,
}

namespace Pipeline.Detection.Streaming.Novelty;

/// <summary>What of a series can be new.</summary>
public enum Aspect
{
    /// <summary>The value itself.</summary>
    Value,

    /// <summary>Its order of magnitude.</summary>
    Magnitude,

    /// <summary>The average of the last dozen.</summary>
    ShortAverage,

    /// <summary>The average of the last thirty.</summary>
    Average,

    /// <summary>The average of the last three hundred.</summary>
    LongAverage,

    /// <summary>The lowest of the last dozen.</summary>
    ShortLow,

    /// <summary>The lowest of the last 48.</summary>
    Low,

    /// <summary>The highest of the last dozen.</summary>
    High,

    /// <summary>How much the last eight scattered.</summary>
    Scatter,
}

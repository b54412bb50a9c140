namespace Pipeline.Detection.Streaming;

/// <summary>What may differ between series; everything else is the same for all.</summary>
public sealed record StreamingOptions
{
    /// <summary>The options of a series of which nothing is known.</summary>
    public static StreamingOptions Default { get; } = new();

    /// <summary>What its values mean.</summary>
    public SeriesKind Kind { get; init; } = SeriesKind.Gauge;

    /// <summary>Values on the other side of the level are never anomalies.</summary>
    public Direction Direction { get; init; } = Direction.Both;

    /// <summary>The one knob, above 0; 1 is shipped. Twice as much sees half as rare values.</summary>
    public double Sensitivity { get; init; } = 1;

    /// <summary>Seconds between values; null to find it from the data.</summary>
    public double? Step { get; init; }
}

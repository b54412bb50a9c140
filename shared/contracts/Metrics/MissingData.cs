namespace Pipeline.Contracts.Metrics;

/// <summary>A source or a series that gave nothing where something was expected: said, never filled in.</summary>
public sealed record MissingData
{
    /// <summary>The entity whose data is missing; the source itself when nothing at all came.</summary>
    public required EntityRef Entity { get; init; }

    /// <summary>The metric; null when the whole source is silent.</summary>
    public string? Metric { get; init; }

    /// <summary>In words: "connection refused", "query returned no series", "series ended".</summary>
    public required string Reason { get; init; }

    /// <summary>Since when nothing came, on the source's clock.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Up to when it was looked for.</summary>
    public required DateTimeOffset Until { get; init; }
}

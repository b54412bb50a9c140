namespace Pipeline.Contracts.Metrics;

/// <summary>A source or a series that gave nothing where something was expected: said, never filled in.</summary>
/// <remarks>
/// What a source lacks (all, or the answer to one query) is repeated in every round of its partition while it lasts: a
/// message that goes beyond <see cref="Until"/> without it ends it. A series that ended is said once; its next sample ends it.
/// </remarks>
public sealed record MissingData
{
    /// <summary>Kind of the entity that stands for a source.</summary>
    public const string SourceKind = "MetricSource";

    /// <summary>The entity whose data is missing; the source itself, see <see cref="Source"/>, when it gave nothing or did not answer a query.</summary>
    public required EntityRef Entity { get; init; }

    /// <summary>The metric; null when the whole source is silent.</summary>
    public string? Metric { get; init; }

    /// <summary>In words: "connection refused", "query returned no series", "series ended".</summary>
    public required string Reason { get; init; }

    /// <summary>Since when nothing came, on the source's clock.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Up to when it was looked for.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The entity that stands for a source.</summary>
    public static EntityRef Source(string cluster, string name) => new(cluster, null, SourceKind, name);
}

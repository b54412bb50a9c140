namespace Pipeline.Contracts.Metrics;

/// <summary>Metric windows of one partition of one source. Sent by the collector to the partition's queue.</summary>
/// <remarks>
/// At least once, in no order. Windows may overlap earlier ones: samples up to the series' newest are ignored by the
/// reader. A reader whose covered position is before <see cref="From"/> has lost a message and asks for
/// <see cref="BackfillRequested"/>. At most 256 KB serialized.
/// </remarks>
public sealed record MetricWindowsCollected
{
    /// <summary>Name of the cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>Name of the source, unique in the cluster: "prometheus", "csv:node.csv".</summary>
    public required string Source { get; init; }

    /// <summary>Partition of the owners in this message: 0 ≤ partition &lt; the configured count.</summary>
    public required int Partition { get; init; }

    /// <summary>The source's position before this message: everything up to here was sent before.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The source's position after this message; not before <see cref="From"/>.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Which clock the times of this source are on.</summary>
    public required SourceClock Clock { get; init; }

    /// <summary>True for history that only warms the baselines: nothing in it fires.</summary>
    public bool WarmUp { get; init; }

    /// <summary>Windows, in no order; a series at most once.</summary>
    public IReadOnlyList<MetricWindow> Windows { get; init; } = [];

    /// <summary>What was expected and did not come.</summary>
    public IReadOnlyList<MissingData> Missing { get; init; } = [];
}

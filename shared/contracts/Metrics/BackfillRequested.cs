namespace Pipeline.Contracts.Metrics;

/// <summary>The detector's partition has a gap and wants the windows again. Consumed by the collector that owns the source.</summary>
/// <remarks>At least once; answered with <see cref="MetricWindowsCollected"/> from <see cref="From"/> on. Doubles are harmless.</remarks>
public sealed record BackfillRequested
{
    /// <summary>Name of the cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>Name of the source.</summary>
    public required string Source { get; init; }

    /// <summary>The partition with the gap.</summary>
    public required int Partition { get; init; }

    /// <summary>Position that the partition has covered; windows after it are wanted.</summary>
    public required DateTimeOffset From { get; init; }
}

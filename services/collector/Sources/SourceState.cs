using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Sources;

/// <summary>What a source has by now.</summary>
public sealed record SourceState
{
    /// <summary>Which clock the times are on.</summary>
    public required SourceClock Clock { get; init; }

    /// <summary>Oldest position from which it can be asked: before it there is nothing, or nothing that may be asked for.</summary>
    public required DateTimeOffset Origin { get; init; }

    /// <summary>Newest time whose samples are complete.</summary>
    public required DateTimeOffset Frontier { get; init; }

    /// <summary>What lies up to here only warms baselines; null when nothing does.</summary>
    public DateTimeOffset? WarmUpUntil { get; init; }

    /// <summary>Distance of two samples.</summary>
    public required TimeSpan Step { get; init; }
}

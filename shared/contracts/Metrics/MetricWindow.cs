namespace Pipeline.Contracts.Metrics;

/// <summary>A stretch of one series (one metric of one entity) with a fixed step.</summary>
public sealed record MetricWindow
{
    /// <summary>What the series measures.</summary>
    public required EntityRef Entity { get; init; }

    /// <summary>Name of the metric as configured, kebab-case: "cpu-utilization", "request-latency-p95".</summary>
    public required string Metric { get; init; }

    /// <summary>UCUM: "1" (ratio), "%", "s", "By", "By/s", "1/s".</summary>
    public required string Unit { get; init; }

    /// <summary>The golden signal that the metric belongs to.</summary>
    public required Signal Signal { get; init; }

    /// <summary>Labels that tell this series from others of the same entity and metric; masked; at most 32.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Time of the first sample, on the source's clock.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Time between two samples; positive.</summary>
    public required TimeSpan Step { get; init; }

    /// <summary>Oldest first, one per <see cref="Step"/>, 1 to 11,000; finite, or null where the source had none.</summary>
    public required IReadOnlyList<double?> Samples { get; init; }

    /// <summary>Time of the last sample.</summary>
    public DateTimeOffset End() => Start + (Step * (Samples.Count - 1));

    /// <summary>Identity of the series: "cluster|entity|metric|label=value,…" with labels in ordinal order.</summary>
    public string SeriesKey() =>
        $"{Entity.Cluster}|{Entity}|{Metric}|" +
        string.Join(',', Labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}"));
}

namespace Pipeline.Simulator.Metrics;

/// <summary>What the values of a metric mean.</summary>
public enum MetricType
{
    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>Only grows, but begins again at 0.</summary>
    Counter,

    /// <summary>Cumulative buckets with sum and count.</summary>
    Histogram,
}

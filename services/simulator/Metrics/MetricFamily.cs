namespace Pipeline.Simulator.Metrics;

/// <summary>A metric: its name, and what its values mean.</summary>
/// <param name="Name">As in the text format, a counter's with "_total".</param>
/// <param name="Type">What the values mean.</param>
/// <param name="Help">One sentence.</param>
public sealed record MetricFamily(string Name, MetricType Type, string Help)
{
    /// <summary>A metric that goes up and down.</summary>
    public static MetricFamily Gauge(string name, string help) => new(name, MetricType.Gauge, help);

    /// <summary>A metric that only grows.</summary>
    public static MetricFamily Counter(string name, string help) => new(name, MetricType.Counter, help);
}

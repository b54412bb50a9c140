using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Sources;

/// <summary>What a metric is called in the pipeline, wherever it came from.</summary>
/// <param name="Name">Kebab-case.</param>
/// <param name="Unit">UCUM, a base unit: ratio, seconds, bytes.</param>
/// <param name="Signal">The golden signal it belongs to.</param>
/// <param name="Scale">The source's number times this is in <paramref name="Unit"/>.</param>
public sealed record MetricDefinition(string Name, string Unit, Signal Signal, double Scale = 1);

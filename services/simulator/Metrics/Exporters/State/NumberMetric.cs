namespace Pipeline.Simulator.Metrics.Exporters.State;

/// <summary>A metric that is one number of an object.</summary>
/// <param name="Family">The metric.</param>
/// <param name="Path">Where the number stands.</param>
/// <param name="Missing">The value when it does not stand there; null for no sample.</param>
internal readonly record struct NumberMetric(MetricFamily Family, string[] Path, double? Missing)
{
    public static NumberMetric Of(string name, string help, double? missing, params string[] path) => new(MetricFamily.Gauge(name, help), path, missing);

    public void Write(StateSamples samples) => samples.Add(Family, samples.Root.Number(Path) ?? Missing);
}

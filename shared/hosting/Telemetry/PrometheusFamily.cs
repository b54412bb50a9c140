using OpenTelemetry.Metrics;

namespace Pipeline.Hosting.Telemetry;

/// <summary>Writes the instruments of one name; two meters may have the same.</summary>
internal static class PrometheusFamily
{
    public static void Write(PrometheusText text, string name, IReadOnlyList<Metric> metrics)
    {
        var first = metrics[0];
        var type = first.MetricType == MetricType.Histogram ? "histogram" : PrometheusName.IsCounter(first) ? "counter" : "gauge";
        text.Head(name, type, first.Description is { Length: > 0 } description ? description : first.Name);
        var seen = new HashSet<string>(StringComparer.Ordinal); // a series may stand once
        foreach (var metric in metrics.Where(metric => metric.MetricType == first.MetricType))
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                var labels = Labels(point.Tags);
                if (seen.Add(string.Join('\u0001', labels.Select(label => $"{label.Name}\u0002{label.Value}"))))
                    WritePoint(text, name, metric.MetricType, point, labels);
            }
    }

    private static void WritePoint(
        PrometheusText text, string name, MetricType type, in MetricPoint point, (string Name, string Value)[] labels)
    {
        if (type == MetricType.Histogram)
            WriteHistogram(text, name, point, labels);
        else if (Value(type, point) is { } value)
            text.Sample(name, labels, value);
    }

    private static double? Value(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        MetricType.DoubleGauge => point.GetGaugeLastValueDouble(),
        _ => null,
    };

    private static void WriteHistogram(
        PrometheusText text, string name, in MetricPoint point, (string Name, string Value)[] labels)
    {
        var below = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            below += bucket.BucketCount;
            text.Sample($"{name}_bucket", [.. labels, ("le", PrometheusText.Number(bucket.ExplicitBound))], below);
        }

        text.Sample($"{name}_sum", labels, point.GetHistogramSum());
        text.Sample($"{name}_count", labels, point.GetHistogramCount());
    }

    private static (string Name, string Value)[] Labels(OpenTelemetry.ReadOnlyTagCollection tags)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
            labels[PrometheusName.Label(key)] = PrometheusText.Plain(value);
        return [.. labels.Select(label => (label.Key, label.Value))];
    }
}

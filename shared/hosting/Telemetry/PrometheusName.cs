using System.Text.RegularExpressions;
using OpenTelemetry.Metrics;

namespace Pipeline.Hosting.Telemetry;

/// <summary>Names of instruments as Prometheus has them: words joined by underscores, the unit last, "_total" after counters.</summary>
internal static partial class PrometheusName
{
    /// <summary>The family's name: "pipeline.outbox.delay" in "s" is "pipeline_outbox_delay_seconds".</summary>
    public static string Of(Metric metric)
    {
        var name = Label(metric.Name);
        var unit = Unit(metric.Unit, metric.MetricType);
        if (unit.Length > 0 && !name.EndsWith($"_{unit}", StringComparison.Ordinal))
            name += $"_{unit}";
        if (IsCounter(metric))
            return name.EndsWith("_total", StringComparison.Ordinal) ? name : $"{name}_total";
        return name.EndsWith("_count", StringComparison.Ordinal) ? $"{name[..^"_count".Length]}_current" : name; // "_count" is a histogram's
    }

    /// <summary>Whether the instrument only rises.</summary>
    public static bool IsCounter(Metric metric) => metric.MetricType is MetricType.LongSum or MetricType.DoubleSum;

    /// <summary>A label's name: what Prometheus does not allow becomes an underscore.</summary>
    public static string Label(string name)
    {
        var allowed = Unwanted().Replace(name, "_");
        return char.IsAsciiDigit(allowed[0]) ? $"_{allowed}" : allowed;
    }

    private static string Unit(string unit, MetricType type) => unit switch
    {
        "s" => "seconds",
        "ms" => "milliseconds",
        "By" => "bytes",
        "1" when type is MetricType.LongGauge or MetricType.DoubleGauge => "ratio",
        _ => "", // "{message}" and the like only say what is counted
    };

    [GeneratedRegex("[^a-zA-Z0-9_]+")]
    private static partial Regex Unwanted();
}

using Pipeline.Collector.Sources;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Csv;

/// <summary>Titles that are known, by their words, and what they mean.</summary>
internal static class ColumnCatalogue
{
    private const double Percent = 0.01;

    private static readonly Dictionary<string, MetricDefinition> Metrics = new()
    {
        ["cpu usage"] = new("cpu-utilization", "1", Signal.Saturation, Percent),
        ["cpu utilization"] = new("cpu-utilization", "1", Signal.Saturation, Percent),
        ["memory usage"] = new("memory-utilization", "1", Signal.Saturation, Percent),
        ["memory utilization"] = new("memory-utilization", "1", Signal.Saturation, Percent),
        ["network traffic"] = new("network-traffic", "By/s", Signal.Traffic),
        ["network receive"] = new("network-receive", "By/s", Signal.Traffic),
        ["network transmit"] = new("network-transmit", "By/s", Signal.Traffic),
        ["network receive errors"] = new("network-receive-errors", "1/s", Signal.Errors),
        ["network transmit errors"] = new("network-transmit-errors", "1/s", Signal.Errors),
        ["network receive packets dropped"] = new("network-receive-drops", "1/s", Signal.Errors),
        ["network transmit packets dropped"] = new("network-transmit-drops", "1/s", Signal.Errors),
        ["pod restarts"] = new("restart-count", "{restart}", Signal.Errors),
        ["restarts"] = new("restart-count", "{restart}", Signal.Errors),
        ["ready containers"] = new("ready-containers", "{container}", Signal.Saturation),
        ["total containers"] = new("total-containers", "{container}", Signal.Traffic),
    };

    private static readonly Dictionary<string, MetricDefinition> Suffixes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["cpu"] = new("cpu-usage", "{core}", Signal.Saturation, 1e-3),
        ["cpurate"] = new("cpu-utilization", "1", Signal.Saturation, Percent),
        ["mem"] = new("memory-usage", "By", Signal.Saturation, 1 << 20),
        ["memrate"] = new("memory-utilization", "1", Signal.Saturation, Percent),
        ["sysread"] = new("read-calls", "{call}", Signal.Traffic),
        ["syswrite"] = new("write-calls", "{call}", Signal.Traffic),
        ["rx"] = new("network-receive", "By/s", Signal.Traffic),
        ["tx"] = new("network-transmit", "By/s", Signal.Traffic),
        ["p50"] = new("latency-p50", "s", Signal.Latency),
        ["p90"] = new("latency-p90", "s", Signal.Latency),
        ["p99"] = new("latency-p99", "s", Signal.Latency),
        ["clientp90"] = new("client-latency-p90", "s", Signal.Latency),
        ["clientp99"] = new("client-latency-p99", "s", Signal.Latency),
        ["serverp90"] = new("server-latency-p90", "s", Signal.Latency),
        ["serverp99"] = new("server-latency-p99", "s", Signal.Latency),
        ["ops"] = new("request-rate", "1/s", Signal.Traffic),
        ["success"] = new("success-ratio", "1", Signal.Errors, Percent),
    };

    private static readonly HashSet<string> Texts =
    [
        "pod age", "last log entry", "pod reason", "error message", "latest event reason", "pod event type", "pod event reason",
        "pod event age", "pod event source", "pod event message", "event reason", "event age", "event source", "event message",
    ];

    /// <summary>The metric of a title; a unit in brackets overrides the usual one.</summary>
    public static MetricDefinition? MetricOf(ColumnHeader header)
    {
        if (!Metrics.TryGetValue(header.Words, out var metric))
            return null;
        if (header.Unit is null)
            return metric;
        var (unit, scale) = UnitCatalogue.Read(header.Unit);
        return (metric.Name, unit) switch
        {
            ("cpu-utilization", "{core}") => metric with { Name = "cpu-usage", Unit = unit, Scale = scale },
            ("memory-utilization", "By") => metric with { Name = "memory-usage", Unit = unit, Scale = scale },
            _ => metric with { Unit = unit, Scale = scale },
        };
    }

    /// <summary>The metric behind the last underscore of "service_metric"; null when it is not known.</summary>
    public static MetricDefinition? MetricOfSuffix(string suffix) => Suffixes.GetValueOrDefault(suffix);

    /// <summary>A metric that the catalogue does not know, kept as what it calls itself.</summary>
    public static MetricDefinition Custom(ColumnHeader header)
    {
        var (unit, scale) = UnitCatalogue.Read(header.Unit);
        return new MetricDefinition(MetricName.Kebab(header.Words), unit, SignalOf(header.Words), scale);
    }

    /// <summary>Known to hold text: never a series.</summary>
    public static bool IsText(ColumnHeader header) => Texts.Contains(header.Words);

    /// <summary>The column of a pod's phase: a series of its own, 0 when healthy and 1 when not.</summary>
    public static bool IsPodStatus(ColumnHeader header) => header.Words is "pod status" or "pod phase";

    /// <summary>Which part of the entity's name the column holds.</summary>
    public static EntityPart? EntityPartOf(ColumnHeader header) => header.Words switch
    {
        "pod" or "pod name" or "podname" => EntityPart.Pod,
        "namespace" => EntityPart.Namespace,
        "container" or "container name" => EntityPart.Container,
        "deployment" => EntityPart.Deployment,
        "service" or "service name" => EntityPart.Service,
        "node" or "node name" or "instance" or "host" or "hostname" => EntityPart.Node,
        _ => null,
    };

    /// <summary>The column that tells when.</summary>
    public static bool IsTime(ColumnHeader header) => header.Words is
        "timestamp" or "time stamp" or "time" or "datetime" or "date time" or "date" or "ts" or "unix time" or "epoch";

    private static Signal SignalOf(string words) => words.Split(' ') switch
    {
        var w when w.Any(x => x is "latency" or "duration" or "delay" or "p50" or "p90" or "p95" or "p99") => Signal.Latency,
        var w when w.Any(x => x is "error" or "errors" or "failures" or "failed" or "dropped" or "drops" or "restarts") => Signal.Errors,
        var w when w.Any(x => x is "requests" or "rate" or "count" or "network" or "received" or "sent" or "bytes" or "ops") => Signal.Traffic,
        _ => Signal.Saturation,
    };
}

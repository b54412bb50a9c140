using System.Text.Json;
using static Pipeline.Simulator.Tables.JsonReading;
using static Pipeline.Simulator.Tables.TableLayout;

namespace Pipeline.Simulator.Tables;

/// <summary>Horizontal pod autoscalers, with each metric as it is and as it should be.</summary>
internal static class AutoscalerTable
{
    private const int MostMetrics = 2;

    public static readonly TableLayout Layout = new(
        [
            Name, Text("Reference", "What is scaled."), Text("Targets", "Metrics as they are and as they should be."), Text("MinPods", "Least replicas."),
            Text("MaxPods", "Most replicas."), Text("Replicas", "Replicas now."), Age,
        ],
        (o, now) =>
        [
            o.Name(), $"{o.Text("spec", "scaleTargetRef", "kind")}/{o.Text("spec", "scaleTargetRef", "name")}", Targets(o),
            o.Text("spec", "minReplicas").Or("<unset>"), o.Number("spec", "maxReplicas"), o.Number("status", "currentReplicas"), o.Age(now),
        ]);

    private static string Targets(JsonElement autoscaler)
    {
        var (specs, statuses) = (autoscaler.Items("spec", "metrics"), autoscaler.Items("status", "currentMetrics"));
        if (specs.Length == 0)
            return FirstVersion(autoscaler) ?? "<none>";
        var targets = specs.Select((spec, i) => Target(spec, i < statuses.Length ? statuses[i] : default)).ToList();
        return targets.Count > MostMetrics
            ? Format($"{string.Join(", ", targets.Take(MostMetrics))} + {targets.Count - MostMetrics} more...")
            : string.Join(", ", targets);
    }

    /// <summary>autoscaling/v1 knows only the CPU, under names of its own.</summary>
    private static string? FirstVersion(JsonElement autoscaler)
    {
        if (!autoscaler.Has("spec", "targetCPUUtilizationPercentage"))
            return null;
        var now = autoscaler.Has("status", "currentCPUUtilizationPercentage")
            ? Format($"{autoscaler.Number("status", "currentCPUUtilizationPercentage")}%")
            : "<unknown>";
        return Format($"cpu: {now}/{autoscaler.Number("spec", "targetCPUUtilizationPercentage")}%");
    }

    private static string Target(JsonElement spec, JsonElement status)
    {
        var type = spec.Text("type");
        var key = type.Length == 0 ? "" : char.ToLowerInvariant(type[0]) + type[1..];
        if (spec.At(key) is not { } source)
            return "<unknown type>";
        var current = status.At(key, "current") ?? default;
        return type switch
        {
            "Resource" or "ContainerResource" => $"{source.Text("name")}: {OfResource(source, current)}",
            "Pods" => $"{current.Text("averageValue").Or("<unknown>")}/{source.Text("target", "averageValue")}",
            "Object" or "External" when source.Text("target", "averageValue") is { Length: > 0 } average =>
                $"{current.Text("averageValue").Or("<unknown>")}/{average} (avg)",
            "Object" or "External" => $"{current.Text("value").Or("<unknown>")}/{source.Text("target", "value")}",
            _ => "<unknown type>",
        };
    }

    private static string OfResource(JsonElement source, JsonElement current)
    {
        if (source.Text("target", "averageValue") is { Length: > 0 } value)
            return $"{current.Text("averageValue").Or("<unknown>")}/{value}";
        var now = current.Has("averageUtilization") ? Format($"{current.Number("averageUtilization")}%") : "<unknown>";
        return source.Has("target", "averageUtilization") ? Format($"{now}/{source.Number("target", "averageUtilization")}%") : $"{now}/<auto>";
    }
}

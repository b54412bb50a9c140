using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Resources;

/// <summary>Between autoscaling/v1, which knows only a CPU percentage, and v2; what v1 cannot say is kept in annotations, as the real server does.</summary>
internal static class AutoscalerConversion
{
    private const string MetricsAnnotation = "autoscaling.alpha.kubernetes.io/metrics";
    private const string BehaviorAnnotation = "autoscaling.alpha.kubernetes.io/behavior";

    public static JsonObject ToV2(JsonObject v1)
    {
        var result = v1.DeepClone().AsObject();
        if (result["spec"] is not JsonObject spec)
            return result;
        var metrics = new JsonArray();
        if (spec["targetCPUUtilizationPercentage"] is { } percent)
        {
            metrics.Add(CpuMetric(percent.DeepClone()));
            spec.Remove("targetCPUUtilizationPercentage");
        }
        if (Take(result, MetricsAnnotation) is JsonArray others)
        {
            foreach (var metric in others)
                metrics.Add(metric?.DeepClone());
        }
        spec["metrics"] = metrics;
        if (Take(result, BehaviorAnnotation) is JsonObject behavior)
            spec["behavior"] = behavior;
        if (result["status"] is JsonObject status)
            status.Remove("currentCPUUtilizationPercentage");
        return result;
    }

    public static JsonObject ToV1(JsonObject v2)
    {
        var result = v2.DeepClone().AsObject();
        if (result["spec"] is JsonObject spec)
        {
            var others = new JsonArray();
            foreach (var metric in spec["metrics"] as JsonArray ?? [])
            {
                if (CpuPercentage(metric, "target") is { } percent)
                    spec["targetCPUUtilizationPercentage"] = percent.DeepClone();
                else
                    others.Add(metric?.DeepClone());
            }
            spec.Remove("metrics");
            if (others.Count > 0)
                Annotate(result, MetricsAnnotation, others);
            if (spec.Remove("behavior", out var behavior) && behavior is not null)
                Annotate(result, BehaviorAnnotation, behavior);
        }
        if (result["status"] is JsonObject status)
        {
            foreach (var metric in status["currentMetrics"] as JsonArray ?? [])
            {
                if (CpuPercentage(metric, "current") is { } percent)
                    status["currentCPUUtilizationPercentage"] = percent.DeepClone();
            }
            status.Remove("currentMetrics");
            status.Remove("conditions");
        }
        return result;
    }

    private static JsonObject CpuMetric(JsonNode percent) => new()
    {
        ["type"] = "Resource",
        ["resource"] = new JsonObject
        {
            ["name"] = "cpu",
            ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = percent },
        },
    };

    private static JsonNode? CpuPercentage(JsonNode? metric, string part) =>
        (string?)metric?["type"] == "Resource" && (string?)metric["resource"]?["name"] == "cpu"
            ? metric["resource"]![part]?["averageUtilization"]
            : null;

    private static void Annotate(JsonObject json, string name, JsonNode value)
    {
        var metadata = json["metadata"]!.AsObject();
        if (metadata["annotations"] is not JsonObject annotations)
            metadata["annotations"] = annotations = [];
        annotations[name] = value.ToJsonString();
    }

    private static JsonNode? Take(JsonObject json, string name)
    {
        if (json["metadata"]?["annotations"] is not JsonObject annotations || !annotations.Remove(name, out var text))
            return null;
        try
        {
            return JsonNode.Parse((string?)text ?? "null");
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

using System.Text.Json.Nodes;
using Pipeline.Kubernetes.Values;
using Pipeline.Simulator.Defaults;

namespace Pipeline.Simulator.Validation;

/// <summary>The rules of what an autoscaler measures.</summary>
internal static class AutoscalerMetrics
{
    private static readonly (string Type, string Source)[] Sources =
    [
        ("ContainerResource", "containerResource"), ("External", "external"), ("Object", "object"), ("Pods", "pods"), ("Resource", "resource"),
    ];

    public static void Check(JsonObject spec, Problems problems)
    {
        var index = 0;
        foreach (var metric in spec.Objects("metrics"))
            Metric(metric, $"spec.metrics[{index++}]", problems);
    }

    private static void Metric(JsonObject metric, string path, Problems problems)
    {
        var type = metric.Text("type") ?? "";
        if (type.Length == 0)
            problems.Add(FieldProblem.Required($"{path}.type", "must specify a metric source type"));
        var present = Sources.Where(s => metric[s.Source] is JsonObject).ToList();
        if (present.Count > 0)
            Source(present[0].Type, metric[present[0].Source]!.AsObject(), $"{path}.{present[0].Source}", problems);
        if (Array.Find(Sources, s => s.Type == type) is { Type: not null } expected)
        {
            if (metric[expected.Source] is not JsonObject)
                problems.Add(FieldProblem.Required($"{path}.{expected.Source}", "must populate information for the given metric source"));
            foreach (var other in present.Where(p => present.Count > 1 && p != expected))
                problems.Add(FieldProblem.Forbidden($"{path}.{other.Source}", "must populate the given metric source only"));
        }
        else
        {
            problems.Add(FieldProblem.NotSupported($"{path}.type", type, Sources.Select(s => s.Type)));
        }
    }

    private static void Source(string type, JsonObject source, string path, Problems problems)
    {
        var target = source["target"] as JsonObject ?? [];
        if (type is "Resource" or "ContainerResource")
        {
            if (source.Text("name") is null or "")
                problems.Add(FieldProblem.Required($"{path}.name", "must specify a resource name"));
            if (type == "ContainerResource" && source.Text("container") is null or "")
                problems.Add(FieldProblem.Required($"{path}.container", "must specify a container"));
        }
        else if ((source["metric"] as JsonObject)?.Text("name") is null or "")
        {
            problems.Add(FieldProblem.Required($"{path}.metric.name", "must specify a metric name"));
        }
        Target(target, $"{path}.target", problems);
        Amounts(type, target, $"{path}.target", problems);
    }

    private static void Target(JsonObject target, string path, Problems problems)
    {
        var type = target.Text("type") ?? "";
        if (type.Length == 0)
            problems.Add(FieldProblem.Required($"{path}.type", "must specify a metric target type"));
        if (type is not ("Utilization" or "Value" or "AverageValue"))
            problems.Add(FieldProblem.Invalid($"{path}.type", type, "must be either Utilization, Value, or AverageValue"));
        foreach (var name in (string[])["value", "averageValue"])
        {
            if (Quantity.TryParse(target[name]?.ToString(), out var quantity) && quantity.Value <= 0)
                problems.Add(FieldProblem.Invalid($"{path}.{name}", new GoValue("resource.Quantity{…}"), "must be positive"));
        }
        if (target.Whole("averageUtilization") is { } share and < 1)
            problems.Add(FieldProblem.Invalid($"{path}.averageUtilization", share, "must be greater than 0"));
    }

    private static void Amounts(string type, JsonObject target, string path, Problems problems)
    {
        var (value, average, share) = (target["value"] is not null, target["averageValue"] is not null, target["averageUtilization"] is not null);
        switch (type)
        {
            case "Resource" or "ContainerResource" when !average && !share:
                problems.Add(FieldProblem.Required($"{path}.averageUtilization", "must set either a target raw value or a target utilization"));
                break;
            case "Resource" or "ContainerResource" when average && share:
                problems.Add(FieldProblem.Forbidden($"{path}.averageValue", "may not set both a target raw value and a target utilization"));
                break;
            case "Pods" when !average:
                problems.Add(FieldProblem.Required($"{path}.averageValue", "must specify a positive target averageValue"));
                break;
            case "Object" when !value && !average:
                problems.Add(FieldProblem.Required($"{path}.averageValue", "must set either a target value or averageValue"));
                break;
            case "External" when !value && !average:
                problems.Add(FieldProblem.Required($"{path}.averageValue", "must set either a target value for metric or a per-pod target"));
                break;
            case "External" when value && average:
                problems.Add(FieldProblem.Forbidden($"{path}.value", "may not set both a target value for metric and a per-pod target"));
                break;
        }
    }
}

using System.Text.Json.Nodes;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Validation;

/// <summary>The rules of the kinds that keep pods running.</summary>
internal static class WorkloadValidation
{
    public static void Check(ResourceKind kind, JsonObject spec, Problems problems)
    {
        problems.NotNegative(spec, "replicas", "spec");
        Selector(kind, spec, problems);
        PodValidation.Template(spec, "spec", problems);
        RestartsAlways(spec, problems);
        problems.NotNegative(spec, "minReadySeconds", "spec");
        problems.NotNegative(spec, "revisionHistoryLimit", "spec");
        if (kind == Kinds.Deployment)
            Deployment(spec, problems);
        else if (kind == Kinds.StatefulSet || kind == Kinds.DaemonSet)
            problems.OneOf(spec["updateStrategy"] as JsonObject ?? [], "type", "spec.updateStrategy", "RollingUpdate", "OnDelete");
        if (kind == Kinds.DaemonSet)
            DaemonSet(spec, problems);
        if (kind == Kinds.StatefulSet)
            problems.OneOf(spec, "podManagementPolicy", "spec", "OrderedReady", "Parallel");
    }

    /// <summary>Whether a label selector takes a set of labels.</summary>
    public static bool Matches(JsonObject selector, JsonObject labels)
    {
        foreach (var (key, value) in selector["matchLabels"] as JsonObject ?? [])
        {
            if (labels.Text(key) != value?.ToString())
                return false;
        }
        foreach (var expression in selector.Objects("matchExpressions"))
        {
            var (value, values) = (labels.Text(expression.Text("key") ?? ""), expression.Texts("values"));
            var holds = expression.Text("operator") switch
            {
                "In" => value is not null && values.Contains(value),
                "NotIn" => value is null || !values.Contains(value),
                "Exists" => value is not null,
                "DoesNotExist" => value is null,
                _ => false,
            };
            if (!holds)
                return false;
        }
        return true;
    }

    private static void Selector(ResourceKind kind, JsonObject spec, Problems problems)
    {
        var labels = spec["template"]?["metadata"]?["labels"] as JsonObject;
        var selector = kind == Kinds.ReplicationController
            ? spec["selector"] is JsonObject map ? new JsonObject { ["matchLabels"] = map.DeepClone() } : null
            : spec["selector"] as JsonObject;
        var empty = selector is null
            || (selector["matchLabels"] is not JsonObject { Count: > 0 } && selector["matchExpressions"] is not JsonArray { Count: > 0 });
        if (selector is null)
            problems.Add(FieldProblem.Required("spec.selector"));
        else if (empty)
            problems.Add(FieldProblem.Invalid("spec.selector", GoSelector(selector), $"empty selector is invalid for {Noun(kind)}"));
        if (empty || !Matches(selector!, labels ?? []))
            problems.Add(FieldProblem.Invalid("spec.template.metadata.labels", GoValue.Map(labels), "`selector` does not match template `labels`"));
    }

    /// <summary>A label selector as Go prints it.</summary>
    public static GoValue GoSelector(JsonObject? selector)
    {
        var expressions = (selector ?? []).Objects("matchExpressions")
            .Select(e => $"v1.LabelSelectorRequirement{{Key:\"{e.Text("key")}\", Operator:\"{e.Text("operator")}\", Values:{GoValue.List(e.Texts("values"))}}}").ToList();
        var list = expressions.Count == 0 ? "(nil)" : $"{{{string.Join(", ", expressions)}}}";
        return new($"v1.LabelSelector{{MatchLabels:{GoValue.Map(selector?["matchLabels"])}, MatchExpressions:[]v1.LabelSelectorRequirement{list}}}");
    }

    private static void RestartsAlways(JsonObject spec, Problems problems)
    {
        if ((string?)spec["template"]?["spec"]?["restartPolicy"] is { } policy and not "Always")
            problems.Add(FieldProblem.NotSupported("spec.template.spec.restartPolicy", policy, "Always"));
    }

    private static void Deployment(JsonObject spec, Problems problems)
    {
        var strategy = spec["strategy"] as JsonObject ?? [];
        if (strategy.Text("type") == "Recreate" && strategy["rollingUpdate"] is not null)
            problems.Add(FieldProblem.Forbidden("spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'"));
        problems.OneOf(strategy, "type", "spec.strategy", "Recreate", "RollingUpdate");
        if (strategy["rollingUpdate"] is JsonObject rolling && IsZero(rolling["maxUnavailable"]) && IsZero(rolling["maxSurge"]))
        {
            problems.Add(FieldProblem.Invalid(
                "spec.strategy.rollingUpdate.maxUnavailable", GoValue.Of(rolling["maxUnavailable"]), "may not be 0 when `maxSurge` is 0"));
        }
        Share(strategy["rollingUpdate"]?["maxUnavailable"], "spec.strategy.rollingUpdate.maxUnavailable", problems);
        Share(strategy["rollingUpdate"]?["maxSurge"], "spec.strategy.rollingUpdate.maxSurge", problems);
        problems.NotNegative(spec, "progressDeadlineSeconds", "spec");
        if (spec.Whole("progressDeadlineSeconds") is { } deadline && deadline <= (spec.Whole("minReadySeconds") ?? 0))
            problems.Add(FieldProblem.Invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds"));
    }

    private static void DaemonSet(JsonObject spec, Problems problems)
    {
        const string Path = "spec.updateStrategy.rollingUpdate";
        if (spec["updateStrategy"]?["rollingUpdate"] is not JsonObject rolling)
            return;
        Share(rolling["maxUnavailable"], $"{Path}.maxUnavailable", problems);
        Share(rolling["maxSurge"], $"{Path}.maxSurge", problems);
        var (unavailable, surge) = (!IsZero(rolling["maxUnavailable"]), rolling["maxSurge"] is not null && !IsZero(rolling["maxSurge"]));
        if (unavailable && surge)
            problems.Add(FieldProblem.Invalid($"{Path}.maxSurge", GoValue.Of(rolling["maxSurge"]), "may not be set when maxUnavailable is non-zero"));
        else if (!unavailable && !surge)
            problems.Add(FieldProblem.Required($"{Path}.maxUnavailable", "cannot be 0 when maxSurge is 0"));
    }

    private static void Share(JsonNode? value, string field, Problems problems)
    {
        if (value is JsonValue share && share.TryGetValue<string>(out var text))
            PolicyValidation.Percentage(text, field, problems);
    }

    private static bool IsZero(JsonNode? value) => value?.ToString() is "0" or "0%";

    private static string Noun(ResourceKind kind) => kind.Kind switch
    {
        "StatefulSet" => "statefulset",
        "DaemonSet" => "daemonset",
        _ => "deployment",
    };
}

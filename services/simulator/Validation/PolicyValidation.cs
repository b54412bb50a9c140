using System.Text.Json.Nodes;
using Pipeline.Simulator.Defaults;

namespace Pipeline.Simulator.Validation;

/// <summary>The rules of autoscalers, disruption budgets, rights and custom definitions.</summary>
internal static class PolicyValidation
{
    public static void Autoscaler(JsonObject spec, Problems problems)
    {
        var (least, most) = (spec.Whole("minReplicas"), spec.Whole("maxReplicas") ?? 0);
        if (least is < 1)
            problems.Add(FieldProblem.Invalid("spec.minReplicas", least.Value, "must be greater than or equal to 1"));
        if (most < 1)
            problems.Add(FieldProblem.Invalid("spec.maxReplicas", most, "must be greater than 0"));
        if (most < least)
            problems.Add(FieldProblem.Invalid("spec.maxReplicas", most, "must be greater than or equal to `minReplicas`"));
        var target = spec["scaleTargetRef"] as JsonObject ?? [];
        problems.Required(target, "kind", "spec.scaleTargetRef");
        problems.Required(target, "name", "spec.scaleTargetRef");
        AutoscalerMetrics.Check(spec, problems);
    }

    public static void DisruptionBudget(JsonObject spec, Problems problems)
    {
        if (spec["minAvailable"] is not null && spec["maxUnavailable"] is not null)
        {
            problems.Add(FieldProblem.Invalid(
                "spec", new GoValue("policy.PodDisruptionBudgetSpec{…}"), "minAvailable and maxUnavailable cannot be both set"));
        }
        foreach (var name in (string[])["minAvailable", "maxUnavailable"])
        {
            if (spec[name] is JsonValue value && value.TryGetValue<string>(out var text))
                Percentage(text, $"spec.{name}", problems);
            else
                problems.NotNegative(spec, name, "spec");
        }
        problems.OneOf(spec, "unhealthyPodEvictionPolicy", "spec", "AlwaysAllow", "IfHealthyBudget");
    }

    public static void Rights(JsonObject json, Problems problems)
    {
        var index = 0;
        foreach (var rule in json.Objects("rules"))
        {
            var at = $"rules[{index++}]";
            if (!rule.Texts("verbs").Any())
                problems.Add(FieldProblem.Required($"{at}.verbs", "verbs must contain at least one value"));
            if (rule.Texts("nonResourceURLs").Any())
                continue;
            if (!rule.Texts("apiGroups").Any())
                problems.Add(FieldProblem.Required($"{at}.apiGroups", "resource rules must supply at least one api group"));
            if (!rule.Texts("resources").Any())
                problems.Add(FieldProblem.Required($"{at}.resources", "resource rules must supply at least one resource"));
        }
        if (json.Text("kind")?.EndsWith("Binding", StringComparison.Ordinal) != true)
            return;
        var role = json["roleRef"] as JsonObject ?? [];
        if (role.Text("kind") is var kind and not ("Role" or "ClusterRole"))
            problems.Add(FieldProblem.NotSupported("roleRef.kind", kind ?? "", "Role", "ClusterRole"));
        problems.Required(role, "name", "roleRef");
        index = 0;
        foreach (var subject in json.Objects("subjects"))
        {
            var at = $"subjects[{index++}]";
            problems.Required(subject, "name", at);
            problems.OneOf(subject, "kind", at, "ServiceAccount", "User", "Group");
            if (subject.Text("kind") == "ServiceAccount" && subject.Text("namespace") is null or "")
                problems.Add(FieldProblem.Required($"{at}.namespace"));
        }
    }

    public static void CustomDefinition(JsonObject json, JsonObject spec, Problems problems)
    {
        var (name, group) = (json["metadata"]!.AsObject().Text("name") ?? "", spec.Text("group") ?? "");
        var names = spec["names"] as JsonObject ?? [];
        if (name != $"{names.Text("plural")}.{group}")
            problems.Add(FieldProblem.Invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group"));
        problems.Required(spec, "group", "spec");
        problems.Required(names, "plural", "spec.names");
        problems.Required(names, "kind", "spec.names");
        if (spec.Text("scope") is not ("Namespaced" or "Cluster"))
            problems.Add(FieldProblem.NotSupported("spec.scope", spec.Text("scope") ?? "", "Cluster", "Namespaced"));
        if (spec.Objects("versions").Count(v => (bool?)v["storage"] == true) != 1)
        {
            problems.Add(FieldProblem.Invalid(
                "spec.versions", new GoValue($"[]apiextensions.CustomResourceDefinitionVersion{{…}}"), "must have exactly one version marked as storage version"));
        }
        var index = 0;
        foreach (var version in spec.Objects("versions"))
        {
            if (version["schema"]?["openAPIV3Schema"] is not JsonObject)
                problems.Add(FieldProblem.Required($"spec.versions[{index}].schema.openAPIV3Schema", "schemas are required"));
            index++;
        }
    }

    /// <summary>A share of at most all.</summary>
    public static void Percentage(string text, string field, Problems problems)
    {
        if (!text.EndsWith('%') || !int.TryParse(text[..^1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var percent))
            problems.Add(FieldProblem.Invalid(field, text, "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')"));
        else if (percent > 100)
            problems.Add(FieldProblem.Invalid(field, text, "must not be greater than 100%"));
    }
}

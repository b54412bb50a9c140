using System.Text.Json.Nodes;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Validation;

/// <summary>What of an object may not change once it exists.</summary>
internal static class ImmutableFields
{
    private const string PodMessage =
        "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
        + "`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    private const string StatefulSetMessage =
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', "
        + "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

    private static readonly string[] StatefulSetMutable =
        ["replicas", "ordinals", "template", "updateStrategy", "persistentVolumeClaimRetentionPolicy", "minReadySeconds", "revisionHistoryLimit"];

    public static void Check(ResourceDefinition definition, JsonObject before, JsonObject after, string? subresource, Problems problems)
    {
        var (old, spec) = (before["spec"] as JsonObject ?? [], after["spec"] as JsonObject ?? []);
        switch (definition.Stored.Kind)
        {
            case "Pod" when subresource is null:
                Pod(old, spec, problems);
                break;
            case "ResourceQuota" when !Same(old["scopes"], spec["scopes"]):
                problems.Add(FieldProblem.Invalid("spec.scopes", QuotaValidation.GoScopes(spec), "field is immutable"));
                break;
            case "Deployment" or "ReplicaSet" or "DaemonSet" when !Same(old["selector"], spec["selector"]):
                problems.Add(FieldProblem.Invalid("spec.selector", WorkloadValidation.GoSelector(spec["selector"] as JsonObject), "field is immutable"));
                break;
            case "StatefulSet" when !Same(Without(old, StatefulSetMutable), Without(spec, StatefulSetMutable)):
                problems.Add(FieldProblem.Forbidden("spec", StatefulSetMessage));
                break;
            case "Job":
                Job(old, spec, problems);
                break;
            case "Service" when spec.Text("type") != "ExternalName" && old.Text("type") != "ExternalName":
                if (!Same(old["clusterIPs"], spec["clusterIPs"]))
                    problems.Add(FieldProblem.Invalid("spec.clusterIPs[0]", GoValue.List(spec.Texts("clusterIPs")), "may not change once set"));
                break;
            case "PersistentVolumeClaim":
                Claim(old, spec, (string?)before["status"]?["phase"] == "Bound", problems);
                break;
            case "ConfigMap" or "Secret":
                Data(before, after, problems);
                break;
            case "RoleBinding" or "ClusterRoleBinding" when !Same(before["roleRef"], after["roleRef"]):
                var role = after["roleRef"] as JsonObject ?? [];
                problems.Add(FieldProblem.Invalid(
                    "roleRef", new GoValue($"rbac.RoleRef{{APIGroup:\"{role.Text("apiGroup")}\", Kind:\"{role.Text("kind")}\", Name:\"{role.Text("name")}\"}}"),
                    "cannot change roleRef"));
                break;
            case "PriorityClass" when !Same(before["value"], after["value"]):
                problems.Add(FieldProblem.Forbidden("value", "may not be changed in an update."));
                break;
            case "StorageClass":
                foreach (var name in (string[])["provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"])
                {
                    if (!Same(before[name], after[name]))
                        problems.Add(FieldProblem.Forbidden(name, $"updates to {name} are forbidden."));
                }
                break;
        }
    }

    private static void Pod(JsonObject old, JsonObject spec, Problems problems)
    {
        foreach (var list in (string[])["containers", "initContainers"])
        {
            if (old.Objects(list).Count() != spec.Objects(list).Count())
            {
                problems.Add(FieldProblem.Forbidden($"spec.{list}", "pod updates may not add or remove containers"));
                return;
            }
        }
        var (before, deadline) = (old.Whole("activeDeadlineSeconds"), spec.Whole("activeDeadlineSeconds"));
        if (deadline is < 1)
            problems.Add(FieldProblem.Invalid("spec.activeDeadlineSeconds", deadline.Value, "must be between 1 and 2147483647, inclusive"));
        else if (deadline > before)
            problems.Add(FieldProblem.Invalid("spec.activeDeadlineSeconds", deadline.Value, "must be less than or equal to previous value"));
        else if (deadline is null && before is not null)
            problems.Add(FieldProblem.Invalid("spec.activeDeadlineSeconds", GoValue.Of(null), "must not update from a positive integer to nil value"));
        foreach (var (container, index) in spec.Objects("containers").Select((container, index) => (container, index)))
        {
            if (container.Text("image") is null or "")
                problems.Add(FieldProblem.Required($"spec.containers[{index}].image"));
        }
        if (old.Objects("tolerations").Any(t => !spec.Objects("tolerations").Any(n => Same(Untimed(t), Untimed(n)))))
            problems.Add(FieldProblem.Forbidden("spec.tolerations", "existing toleration can not be modified except its tolerationSeconds"));
        if (problems.Count == 0 && !Same(Fixed(old), Fixed(spec)))
            problems.Add(FieldProblem.Forbidden("spec", PodMessage));
    }

    private static void Job(JsonObject old, JsonObject spec, Problems problems)
    {
        if (!Same(old["completions"], spec["completions"]) && spec.Text("completionMode") != "Indexed")
            problems.Add(FieldProblem.Invalid("spec.completions", GoValue.Of(spec["completions"]), "field is immutable"));
        if (!Same(old["selector"], spec["selector"]))
            problems.Add(FieldProblem.Invalid("spec.selector", WorkloadValidation.GoSelector(spec["selector"] as JsonObject), "field is immutable"));
        if (!Same(old["template"], spec["template"]))
            problems.Add(FieldProblem.Invalid("spec.template", new GoValue("core.PodTemplateSpec{…}"), "field is immutable"));
        if (!Same(old["completionMode"], spec["completionMode"]))
            problems.Add(FieldProblem.Invalid("spec.completionMode", spec.Text("completionMode"), "field is immutable"));
    }

    private static void Claim(JsonObject old, JsonObject spec, bool bound, Problems problems)
    {
        var (left, right) = (old.DeepClone().AsObject(), spec.DeepClone().AsObject());
        if (left.Text("volumeName") is null or "")
        {
            left.Remove("volumeName");
            right.Remove("volumeName");
        }
        if (bound)
        {
            left.Remove("resources");
            right.Remove("resources");
        }
        if (left["storageClassName"] is null)
            right.Remove("storageClassName");
        if (!Same(left, right))
        {
            problems.Add(FieldProblem.Forbidden(
                "spec", "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims"));
        }
        else if (bound && Storage(spec) < Storage(old))
        {
            problems.Add(FieldProblem.Forbidden("spec.resources.requests.storage", "field can not be less than status.capacity"));
        }
    }

    private static void Data(JsonObject before, JsonObject after, Problems problems)
    {
        if (before.Text("type") is { } type && after.Text("type") != type)
            problems.Add(FieldProblem.Invalid("type", after.Text("type"), "field is immutable"));
        if ((bool?)before["immutable"] != true)
            return;
        if ((bool?)after["immutable"] != true)
            problems.Add(FieldProblem.Forbidden("immutable", "field is immutable when `immutable` is set"));
        foreach (var part in (string[])["data", "binaryData"])
        {
            if (!Same(before[part], after[part]))
                problems.Add(FieldProblem.Forbidden(part, "field is immutable when `immutable` is set"));
        }
    }

    /// <summary>A pod spec without what may change.</summary>
    private static JsonObject Fixed(JsonObject spec)
    {
        var copy = Without(spec, ["activeDeadlineSeconds", "schedulingGates", "tolerations"]);
        foreach (var container in copy.Objects("containers").Concat(copy.Objects("initContainers")))
            container.Remove("image");
        return copy;
    }

    private static JsonObject Untimed(JsonObject toleration) => Without(toleration, ["tolerationSeconds"]);

    private static decimal Storage(JsonObject spec) =>
        Pipeline.Kubernetes.Values.Quantity.TryParse(spec["resources"]?["requests"]?["storage"]?.ToString(), out var amount) ? amount.Value : 0;

    private static JsonObject Without(JsonObject json, string[] names)
    {
        var copy = json.DeepClone().AsObject();
        foreach (var name in names)
            copy.Remove(name);
        return copy;
    }

    private static bool Same(JsonNode? left, JsonNode? right) => JsonNode.DeepEquals(left, right);
}

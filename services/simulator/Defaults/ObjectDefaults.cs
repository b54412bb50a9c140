using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Defaults;

/// <summary>The defaults that the server sets in objects when it decodes them, by kind.</summary>
public static class ObjectDefaults
{
    /// <summary>Completes an object.</summary>
    public static void Apply(string group, string kind, JsonObject json)
    {
        var spec = json["spec"] as JsonObject;
        switch (group, kind)
        {
            case ("", "Pod") when spec is not null:
                PodDefaults.ApplyToPod(spec);
                break;
            case ("", "PodTemplate") when (json["template"]?["spec"]) is JsonObject pod:
                PodDefaults.ApplyToSpec(pod);
                break;
            case ("", "Namespace"):
                if (json["metadata"]!.AsObject().Text("name") is { Length: > 0 } name)
                    json["metadata"]!.AsObject().Ensure("labels")["kubernetes.io/metadata.name"] = name;
                break;
            case ("", "Node"):
                json.Ensure("spec");
                break;
            case ("", "Secret"):
                Secret(json);
                break;
            case ("", "Service") when spec is not null:
                ServiceDefaults.Apply(spec);
                break;
            case ("", "Endpoints"):
                foreach (var port in json.Objects("subsets").SelectMany(s => s.Objects("ports")))
                    port.Default("protocol", "TCP");
                break;
            case ("", "PersistentVolumeClaim") when spec is not null:
                spec.Default("volumeMode", "Filesystem");
                break;
            case ("", "PersistentVolume") when spec is not null:
                spec.Default("persistentVolumeReclaimPolicy", "Retain");
                spec.Default("volumeMode", "Filesystem");
                if (spec["hostPath"] is JsonObject path)
                    path.Default("type", "");
                break;
            case ("", "LimitRange") when spec is not null:
                LimitRange(spec);
                break;
            case ("apps" or "batch" or "" or "autoscaling" or "policy", _) when spec is not null:
                WorkloadDefaults.Apply(kind, json, spec);
                break;
            case ("networking.k8s.io", "NetworkPolicy") when spec is not null:
                NetworkPolicy(spec);
                break;
            case ("discovery.k8s.io", "EndpointSlice"):
                foreach (var port in json.Objects("ports"))
                {
                    port.Default("name", "");
                    port.Default("protocol", "TCP");
                }
                break;
            case ("storage.k8s.io", "StorageClass"):
                json.Default("reclaimPolicy", "Delete");
                json.Default("volumeBindingMode", "Immediate");
                break;
            case ("scheduling.k8s.io", "PriorityClass"):
                json.Default("preemptionPolicy", "PreemptLowerPriority");
                break;
            case ("rbac.authorization.k8s.io", "RoleBinding" or "ClusterRoleBinding"):
                RoleBinding(json);
                break;
            case ("admissionregistration.k8s.io", _):
                WebhookDefaults.Apply(kind, json);
                break;
            case ("apiextensions.k8s.io", "CustomResourceDefinition") when spec is not null:
                CustomResourceDefinition(spec);
                break;
        }
    }

    private static void Secret(JsonObject json)
    {
        json.Default("type", "Opaque");
        if (json["stringData"] is not JsonObject texts)
            return;
        var data = json.Ensure("data");
        foreach (var (name, value) in texts)
            data[name] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes((string?)value ?? ""));
        json.Remove("stringData");
    }

    private static void LimitRange(JsonObject spec)
    {
        foreach (var item in spec.Objects("limits").Where(l => l.Text("type") == "Container"))
        {
            Fill(item, "default", "max");
            Fill(item, "defaultRequest", "default");
            Fill(item, "defaultRequest", "min");
        }

        static void Fill(JsonObject item, string name, string from)
        {
            foreach (var (resource, value) in item[from] as JsonObject ?? [])
                item.Ensure(name).Default(resource, value?.DeepClone());
        }
    }

    private static void NetworkPolicy(JsonObject spec)
    {
        foreach (var port in spec.Objects("ingress").Concat(spec.Objects("egress")).SelectMany(r => r.Objects("ports")))
            port.Default("protocol", "TCP");
        spec.Default("policyTypes", spec["egress"] is JsonArray { Count: > 0 } ? new JsonArray("Ingress", "Egress") : new JsonArray("Ingress"));
    }

    private static void RoleBinding(JsonObject json)
    {
        const string Group = "rbac.authorization.k8s.io";
        if (json["roleRef"] is JsonObject role && role.Text("apiGroup") is null or "")
            json["roleRef"]!["apiGroup"] = Group;
        foreach (var subject in json.Objects("subjects"))
            subject.Default("apiGroup", subject.Text("kind") is "User" or "Group" ? Group : null);
    }

    private static void CustomResourceDefinition(JsonObject spec)
    {
        if (spec["names"] is JsonObject names && names.Text("kind") is { Length: > 0 } kind)
        {
            names.Default("singular", kind.ToLowerInvariant());
            names.Default("listKind", kind + "List");
        }
        spec.Default("conversion", new JsonObject { ["strategy"] = "None" });
    }
}

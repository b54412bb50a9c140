using System.Text.Json.Nodes;
using Pipeline.Kubernetes.Values;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Admission;

/// <summary>What an object uses of the resources that quotas limit.</summary>
public static class QuotaUsage
{
    private static readonly string[] Bare = ["cpu", "memory", "ephemeral-storage"];

    /// <summary>By the names of a quota's spec.hard: "pods", "requests.cpu", "count/deployments.apps".</summary>
    public static IReadOnlyDictionary<string, decimal> Of(ResourceKind kind, JsonObject json)
    {
        var usage = new Dictionary<string, decimal>(StringComparer.Ordinal) { [$"count/{kind.GroupResource}"] = 1 };
        if (kind == Kinds.Pod)
            Pod(json, usage);
        else if (kind == Kinds.Service)
            Service(json, usage);
        else if (kind == Kinds.PersistentVolumeClaim)
            Claim(json, usage);
        else if (kind.Group.Length == 0)
            usage[kind.Plural] = 1;
        return usage;
    }

    /// <summary>What a pod would have to say for quotas on computing resources: "requests.cpu for: app"; empty when nothing.</summary>
    internal static string Unspecified(JsonObject pod, IEnumerable<string> hard)
    {
        var missing = new List<string>();
        foreach (var name in hard.Order(StringComparer.Ordinal))
        {
            var (part, resource) = Split(name);
            if (part is null)
                continue;
            var containers = (pod["spec"] as JsonObject ?? []).Objects("containers").Concat((pod["spec"] as JsonObject ?? []).Objects("initContainers"))
                .Where(c => c["resources"]?[part]?[resource] is null).Select(c => c.Text("name")).Order(StringComparer.Ordinal).ToList();
            if (containers.Count > 0)
                missing.Add($"{name} for: {string.Join(",", containers)}");
        }
        return string.Join("; ", missing);
    }

    private static void Pod(JsonObject pod, Dictionary<string, decimal> usage)
    {
        if ((string?)pod["status"]?["phase"] is "Succeeded" or "Failed")
        {
            return;
        }
        usage["pods"] = 1;
        var spec = pod["spec"] as JsonObject ?? [];
        foreach (var part in (string[])["requests", "limits"])
        {
            foreach (var (resource, amount) in Sum(spec, part))
            {
                usage[$"{part}.{resource}"] = amount;
                if (part == "requests" && Bare.Contains(resource))
                    usage[resource] = amount;
            }
        }
    }

    /// <summary>Sidecars run beside the containers; before those, one init container at a time beside the sidecars begun so far.</summary>
    private static Dictionary<string, decimal> Sum(JsonObject spec, string part)
    {
        var (running, starting, sidecars) = (Amounts(), Amounts(), Amounts());
        foreach (var container in spec.Objects("containers"))
        {
            foreach (var (resource, amount) in container["resources"]?[part] as JsonObject ?? [])
                running[resource] = running.GetValueOrDefault(resource) + Amount(amount);
        }
        foreach (var container in spec.Objects("initContainers"))
        {
            var isSidecar = container.Text("restartPolicy") == "Always";
            foreach (var (resource, amount) in container["resources"]?[part] as JsonObject ?? [])
            {
                var beside = sidecars.GetValueOrDefault(resource) + Amount(amount);
                if (isSidecar)
                    sidecars[resource] = beside;
                starting[resource] = Math.Max(starting.GetValueOrDefault(resource), beside);
            }
        }
        foreach (var (resource, amount) in starting)
            running[resource] = Math.Max(running.GetValueOrDefault(resource) + sidecars.GetValueOrDefault(resource), amount);
        return running;

        static Dictionary<string, decimal> Amounts() => new(StringComparer.Ordinal);
    }

    private static void Service(JsonObject json, Dictionary<string, decimal> usage)
    {
        usage["services"] = 1;
        var spec = json["spec"] as JsonObject ?? [];
        if (spec.Text("type") == "LoadBalancer")
            usage["services.loadbalancers"] = 1;
        if (spec.Text("type") is "LoadBalancer" or "NodePort")
            usage["services.nodeports"] = spec.Objects("ports").Count();
    }

    private static void Claim(JsonObject json, Dictionary<string, decimal> usage)
    {
        usage["persistentvolumeclaims"] = 1;
        var storage = Amount(json["spec"]?["resources"]?["requests"]?["storage"]);
        usage["requests.storage"] = storage;
        if ((string?)json["spec"]?["storageClassName"] is { Length: > 0 } storageClass)
        {
            usage[$"{storageClass}.storageclass.storage.k8s.io/persistentvolumeclaims"] = 1;
            usage[$"{storageClass}.storageclass.storage.k8s.io/requests.storage"] = storage;
        }
    }

    private static (string? Part, string Resource) Split(string name) => name switch
    {
        "cpu" or "memory" or "ephemeral-storage" => ("requests", name),
        _ when name.StartsWith("requests.", StringComparison.Ordinal) && name != "requests.storage" => ("requests", name["requests.".Length..]),
        _ when name.StartsWith("limits.", StringComparison.Ordinal) => ("limits", name["limits.".Length..]),
        _ => (null, name),
    };

    private static decimal Amount(JsonNode? node) => Quantity.TryParse(node?.ToString(), out var amount) ? amount.Value : 0;
}

using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Kubernetes.Values;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Admission;

/// <summary>Gives containers the default requests and limits of their namespace, and holds pods and claims to its bounds.</summary>
public sealed class LimitRanger : IAdmission
{
    /// <inheritdoc/>
    public void Admit(AdmissionRequest request)
    {
        if (!request.IsCreate || request.Definition.Stored != Kinds.Pod)
            return;
        var set = new List<string>();
        foreach (var (_, limits) in Ranges(request).Where(r => r.Limit.Text("type") == "Container"))
        {
            foreach (var container in PodDefaults.Containers(request.Json["spec"]!.AsObject()))
            {
                var resources = container.Ensure("resources");
                Fill(resources, "requests", limits["defaultRequest"], container, set);
                Fill(resources, "limits", limits["default"], container, set);
            }
        }
        if (set.Count > 0)
            request.Json["metadata"]!.AsObject().Ensure("annotations")["kubernetes.io/limit-ranger"] = $"LimitRanger plugin set: {string.Join("; ", set)}";
    }

    /// <inheritdoc/>
    public void Validate(AdmissionRequest request)
    {
        if (!request.IsCreate)
            return;
        var problems = new List<string>();
        foreach (var (_, limit) in Ranges(request))
        {
            switch (limit.Text("type"))
            {
                case "Container" when request.Definition.Stored == Kinds.Pod:
                    foreach (var container in PodDefaults.Containers(request.Json["spec"]!.AsObject()))
                        Check(limit, "Container", container["resources"] as JsonObject ?? [], problems);
                    break;
                case "Pod" when request.Definition.Stored == Kinds.Pod:
                    Check(limit, "Pod", PodSum(request.Json["spec"]!.AsObject()), problems);
                    break;
                case "PersistentVolumeClaim" when request.Definition.Stored == Kinds.PersistentVolumeClaim:
                    Check(limit, "PersistentVolumeClaim", request.Json["spec"]?["resources"] as JsonObject ?? [], problems);
                    break;
            }
        }
        if (problems.Count == 1)
            throw request.Forbidden(problems[0]);
        if (problems.Count > 1)
            throw request.Forbidden($"[{string.Join(", ", problems)}]");
    }

    private static IEnumerable<(StoredObject Range, JsonObject Limit)> Ranges(AdmissionRequest request)
    {
        var kind = request.Definition.Stored;
        if (kind != Kinds.Pod && kind != Kinds.PersistentVolumeClaim)
            return [];
        return request.Store.List(Kinds.LimitRange).Objects.Values.Where(r => r.Key.Namespace == request.Namespace)
            .SelectMany(r => (r.ToJson()["spec"] as JsonObject ?? []).Objects("limits").Select(l => (r, l)));
    }

    private static void Fill(JsonObject resources, string part, JsonNode? defaults, JsonObject container, List<string> set)
    {
        foreach (var (resource, value) in defaults as JsonObject ?? [])
        {
            var amounts = resources.Ensure(part);
            if (amounts[resource] is not null)
                continue;
            amounts[resource] = value?.DeepClone();
            set.Add($"{resource} {part[..^1]} for container {container.Text("name")}");
        }
    }

    private static void Check(JsonObject limit, string type, JsonObject resources, List<string> problems)
    {
        var (requests, limits) = (resources["requests"] as JsonObject ?? [], resources["limits"] as JsonObject ?? []);
        foreach (var (resource, least) in limit["min"] as JsonObject ?? [])
        {
            if (requests[resource] is not { } request)
                problems.Add($"minimum {resource} usage per {type} is {least}.  No request is specified");
            else if (Amount(request) < Amount(least))
                problems.Add($"minimum {resource} usage per {type} is {least}, but request is {request}");
        }
        foreach (var (resource, most) in limit["max"] as JsonObject ?? [])
        {
            var (wanted, what) = type == "PersistentVolumeClaim" ? (requests[resource], "request") : (limits[resource], "limit");
            if (wanted is null)
                problems.Add($"maximum {resource} usage per {type} is {most}.  No {what} is specified");
            else if (Amount(wanted) > Amount(most))
                problems.Add($"maximum {resource} usage per {type} is {most}, but {what} is {wanted}");
        }
        foreach (var (resource, ratio) in limit["maxLimitRequestRatio"] as JsonObject ?? [])
        {
            if (Amount(requests[resource]) is > 0 and var request && limits[resource] is { } top && Amount(top) / request is var found && found > Amount(ratio))
                problems.Add($"{resource} max limit to request ratio per {type} is {ratio}, but provided ratio is {found.ToString("F6", CultureInfo.InvariantCulture)}");
        }
    }

    private static JsonObject PodSum(JsonObject spec)
    {
        var sum = new JsonObject();
        foreach (var part in (string[])["requests", "limits"])
        {
            var totals = new Dictionary<string, decimal>(StringComparer.Ordinal);
            foreach (var container in spec.Objects("containers"))
            {
                foreach (var (resource, amount) in container["resources"]?[part] as JsonObject ?? [])
                    totals[resource] = totals.GetValueOrDefault(resource) + Amount(amount);
            }
            sum[part] = new JsonObject(totals.Select(t => KeyValuePair.Create(t.Key, (JsonNode?)QuantityText.Of(t.Value, t.Key))));
        }
        return sum;
    }

    private static decimal Amount(JsonNode? node) => Quantity.TryParse(node?.ToString(), out var amount) ? amount.Value : 0;
}

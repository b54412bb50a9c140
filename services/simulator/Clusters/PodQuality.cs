using System.Text.Json.Nodes;
using Pipeline.Kubernetes.Values;
using Pipeline.Simulator.Defaults;

namespace Pipeline.Simulator.Clusters;

/// <summary>The quality of service class of a pod: who is evicted first when a node runs short.</summary>
public static class PodQuality
{
    private static readonly string[] Counted = ["cpu", "memory"];

    /// <summary>"Guaranteed", "Burstable" or "BestEffort".</summary>
    public static string Of(JsonObject pod)
    {
        var containers = pod["spec"] is JsonObject spec ? spec.Objects("initContainers").Concat(spec.Objects("containers")).ToList() : [];
        var (any, guaranteed) = (false, containers.Count > 0);
        foreach (var container in containers)
        {
            var (requests, limits) = (container["resources"]?["requests"], container["resources"]?["limits"]);
            any |= Counted.Any(r => IsPositive(requests?[r]) || IsPositive(limits?[r]));
            guaranteed &= Counted.All(r => IsPositive(limits?[r]) && (requests?[r] is null || Amount(requests[r]) == Amount(limits?[r])));
        }
        return guaranteed ? "Guaranteed" : any ? "Burstable" : "BestEffort";
    }

    private static bool IsPositive(JsonNode? quantity) => Amount(quantity) > 0;

    private static decimal Amount(JsonNode? quantity) => Quantity.TryParse(quantity?.ToString(), out var amount) ? amount.Value : 0;
}

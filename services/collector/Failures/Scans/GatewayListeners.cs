using System.Text.Json;
using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Json;
using Pipeline.Kubernetes.Models;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>From which namespaces a gateway's listeners take routes.</summary>
internal static class GatewayListeners
{
    /// <param name="section">The listener that the route names; null: any will do.</param>
    /// <returns>True also when it cannot be told: the gateway has no listeners, or the namespace's labels are not known.</returns>
    public static bool Take(ClusterView view, KubernetesObject gateway, string? section, string? routeNamespace)
    {
        if (gateway.At("spec", "listeners") is not { ValueKind: JsonValueKind.Array } listeners || listeners.GetArrayLength() == 0)
            return true;
        return listeners.EnumerateArray().Where(listener => listener.ValueKind == JsonValueKind.Object)
            .Where(listener => section is null || Part(listener, "name")?.GetString() == section)
            .Any(listener => Takes(view, Part(listener, "allowedRoutes", "namespaces"), gateway.Metadata.Namespace, routeNamespace));
    }

    private static bool Takes(ClusterView view, JsonElement? namespaces, string? gatewayNamespace, string? routeNamespace)
    {
        switch (Part(namespaces, "from")?.GetString())
        {
            case null or "Same":
                return gatewayNamespace == routeNamespace;
            case "Selector" when Part(namespaces, "selector") is { ValueKind: JsonValueKind.Object } selector && routeNamespace is not null:
                return view.Namespaces.Find(null, routeNamespace) is not { } known
                    || selector.Deserialize<LabelSelector>(KubernetesJson.Options)!.Matches(known.Metadata.Labels);
            default:
                return true;
        }
    }

    private static JsonElement? Part(JsonElement? value, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            value = value is { ValueKind: JsonValueKind.Object } map && map.TryGetProperty(name, out var inner) ? inner : null;
        return value;
    }
}

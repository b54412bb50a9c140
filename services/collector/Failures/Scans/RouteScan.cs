using System.Text.Json;
using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>HTTPRoutes of the Gateway API whose gateway or service does not exist, or whose gateway does not take them.</summary>
public sealed class RouteScan : IFailureScan
{
    /// <summary>The API's group.</summary>
    public const string Group = "gateway.networking.k8s.io";

    /// <inheritdoc/>
    public string Kind => "HTTPRoute";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view)
    {
        if (!view.SeesOther("HTTPRoute"))
            yield break;
        var gateways = view.Others.Items.Where(o => o.Kind == "Gateway" && o.ApiVersion?.StartsWith($"{Group}/", StringComparison.Ordinal) == true)
            .ToDictionary(g => (g.Metadata.Namespace, g.Metadata.Name));
        foreach (var route in view.Others.Items.Where(o => o.Kind == "HTTPRoute" && o.Metadata.DeletionTimestamp is null))
        {
            var ns = route.Metadata.Namespace;
            foreach (var parent in view.SeesOther("Gateway") ? References(route.At("spec", "parentRefs"), "Gateway") : [])
            {
                if (!gateways.TryGetValue((parent.Namespace ?? ns, parent.Name), out var gateway))
                    yield return view.Seen(FailureStates.MissingGateway, "HTTPRoute", route.Metadata, $"gateway {parent.Namespace ?? ns}/{parent.Name} does not exist");
                else if (!GatewayListeners.Take(view, gateway, parent.Section, ns))
                    yield return view.Seen(
                        FailureStates.RouteNotAllowed, "HTTPRoute", route.Metadata,
                        $"gateway {parent.Namespace ?? ns}/{parent.Name} takes no routes from namespace {ns}") with
                    { RestsOn = [ResourceTypes.Namespaces] };
            }
            foreach (var backend in Backends(route).Distinct())
            {
                if (view.Services.Lacks(backend.Namespace ?? ns, backend.Name))
                    yield return view.Seen(FailureStates.MissingBackend, "HTTPRoute", route.Metadata, $"service {backend.Namespace ?? ns}/{backend.Name}, which it leads to, does not exist");
                else if (backend.Port is { } port && view.Services.Find(backend.Namespace ?? ns, backend.Name) is { } service && service.Spec.Ports.All(p => p.Port != port))
                    yield return view.Seen(FailureStates.MissingBackendPort, "HTTPRoute", route.Metadata, $"service {backend.Name} has no port {port}");
            }
        }
    }

    private static IEnumerable<Target> Backends(KubernetesObject route) =>
        route.At("spec", "rules") is { ValueKind: JsonValueKind.Array } rules
            ? rules.EnumerateArray().Where(rule => rule.ValueKind == JsonValueKind.Object)
                .SelectMany(rule => References(rule.TryGetProperty("backendRefs", out var refs) ? refs : null, "Service"))
            : [];

    private static IEnumerable<Target> References(JsonElement? list, string kind) =>
        list is not { ValueKind: JsonValueKind.Array } items ? [] :
        from item in items.EnumerateArray()
        where item.ValueKind == JsonValueKind.Object && (Text(item, "kind") ?? kind) == kind && Text(item, "name") is not null
        select new Target(
            Text(item, "namespace"), Text(item, "name")!, Text(item, "sectionName"),
            item.TryGetProperty("port", out var port) && port.TryGetInt32(out var number) ? number : null);

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private readonly record struct Target(string? Namespace, string Name, string? Section, int? Port);
}

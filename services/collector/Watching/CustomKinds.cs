using System.Text.Json;
using Pipeline.Collector.Failures.Scans;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Errors;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Watching;

/// <summary>Finds out which of the custom kinds that the scans understand a cluster serves.</summary>
internal static class CustomKinds
{
    /// <summary>Those that are served; none when the cluster does not say.</summary>
    public static async Task<IReadOnlyList<ResourceType>> FindAsync(IKubernetesClient client, CancellationToken cancellationToken)
    {
        try
        {
            var groups = await client.GetRawAsync("/apis", "application/json", cancellationToken);
            var found = new List<ResourceType>();
            foreach (var group in Items(groups.Raw, "groups"))
            {
                var name = Text(group, "name");
                var wanted = ConditionScan.Understood.Where(u => u.Group == name).Select(u => u.Kind).ToHashSet(StringComparer.Ordinal);
                if (wanted.Count > 0 && group.TryGetProperty("preferredVersion", out var preferred) && Text(preferred, "version") is { } version)
                    found.AddRange(await FindAsync(client, name!, version, wanted, cancellationToken));
            }
            return found;
        }
        catch (KubernetesException)
        {
            return []; // the built-in kinds are watched all the same
        }
    }

    private static async Task<IEnumerable<ResourceType>> FindAsync(
        IKubernetesClient client, string group, string version, HashSet<string> kinds, CancellationToken cancellationToken)
    {
        var resources = await client.GetRawAsync($"/apis/{group}/{version}", "application/json", cancellationToken);
        return from resource in Items(resources.Raw, "resources")
               let plural = Text(resource, "name")
               let kind = Text(resource, "kind")
               where plural is not null && kind is not null && kinds.Contains(kind) && !plural.Contains('/', StringComparison.Ordinal)
               select new ResourceType(group, version, plural, kind, resource.TryGetProperty("namespaced", out var n) && n.ValueKind == JsonValueKind.True);
    }

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object) : [];

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

using Pipeline.Collector.Failures.Scans;
using Pipeline.Kubernetes.Discovery;
using Pipeline.Kubernetes.Errors;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Watching;

/// <summary>Finds out which of the custom kinds that the scans understand a cluster serves.</summary>
internal static class CustomKinds
{
    /// <summary>Those that are served and can be watched; none when the cluster does not say: the built-in kinds are watched all the same.</summary>
    public static async Task<IReadOnlyList<ResourceType>> FindAsync(ApiDiscovery discovery, CancellationToken cancellationToken)
    {
        try
        {
            var catalogue = await discovery.CatalogueAsync(cancellationToken);
            return [.. ConditionScan.Understood.Select(u => catalogue.OfGroupKind(u.Group, u.Kind)).Where(found => found?.CanWatch == true).Select(found => found!.Type)];
        }
        catch (KubernetesException)
        {
            return [];
        }
    }
}

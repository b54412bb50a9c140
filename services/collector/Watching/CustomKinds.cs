using Pipeline.Collector.Failures.Scans;
using Pipeline.Kubernetes.Discovery;
using Pipeline.Kubernetes.Errors;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Watching;

/// <summary>Finds out which of the custom kinds that the scans understand a cluster serves, and keeps looking: operators are installed any day.</summary>
/// <remarks>It asks what is served instead of watching the definitions: every account may do that, and it finds aggregated APIs as well.</remarks>
internal sealed class CustomKinds(ApiDiscovery discovery, TimeProvider clock)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    /// <summary>Adds to a watch what is served now and later, until cancelled.</summary>
    public async Task FollowAsync(ClusterWatch watch, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(BetweenLooks, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                watch.Add(await FindAsync(cancellationToken));
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Those that are served and can be watched; none when the cluster does not say: the built-in kinds are watched all the same.</summary>
    public async Task<IReadOnlyList<ResourceType>> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            var catalogue = await discovery.CatalogueAsync(BetweenLooks / 2, cancellationToken);
            return [.. ConditionScan.Understood.Select(u => catalogue.OfGroupKind(u.Group, u.Kind)).Where(found => found?.CanWatch == true).Select(found => found!.Type)];
        }
        catch (KubernetesException)
        {
            return [];
        }
    }
}

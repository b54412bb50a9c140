using Pipeline.Collector.Watching;
using Pipeline.Contracts.Topology;

namespace Pipeline.Collector.Topology;

/// <summary>Keeps what depends on what: stores a relation when it has changed.</summary>
/// <param name="topology">Where it is kept.</param>
/// <param name="calls">Who calls whom, by name, as of now.</param>
public sealed class TopologyWatch(ITopology topology, KnownCalls calls)
{
    private readonly Dictionary<TopologyRelation, HashSet<TopologyEdge>> _stored = [];

    /// <summary>Stores what a view shows. A relation that cannot be seen now stays as it was.</summary>
    public async Task SeeAsync(ClusterView view, CancellationToken cancellationToken)
    {
        if (!view.Pods.IsVisible)
            return;
        await KeepAsync(view.Cluster, TopologyRelation.RunsOn, ClusterTopology.Hosting(view), cancellationToken);
        if (calls.Current is { } named && view.Services.IsVisible)
            await KeepAsync(view.Cluster, TopologyRelation.Calls, ClusterTopology.Calls(view, named), cancellationToken);
    }

    private async Task KeepAsync(
        string cluster, TopologyRelation relation, IReadOnlyList<TopologyEdge> edges, CancellationToken cancellationToken)
    {
        var now = edges.ToHashSet();
        if (_stored.TryGetValue(relation, out var before) && before.SetEquals(now))
            return;
        await topology.ReplaceAsync(cluster, relation, now, cancellationToken);
        _stored[relation] = now;
    }
}

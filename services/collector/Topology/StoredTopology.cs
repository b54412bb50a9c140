using Pipeline.Contracts.Topology;
using Pipeline.IncidentStore.Topology;

namespace Pipeline.Collector.Topology;

/// <summary>The topology in the store.</summary>
public sealed class StoredTopology(TopologyStore store) : ITopology
{
    /// <inheritdoc/>
    public Task ReplaceAsync(string cluster, TopologyRelation relation, IReadOnlyCollection<TopologyEdge> edges, CancellationToken cancellationToken) =>
        store.ReplaceAsync(cluster, relation, edges, cancellationToken);
}

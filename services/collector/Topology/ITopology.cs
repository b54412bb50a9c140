using Pipeline.Contracts.Topology;

namespace Pipeline.Collector.Topology;

/// <summary>Where it is kept what depends on what.</summary>
public interface ITopology
{
    /// <summary>Makes these the edges of a relation; harmless to repeat.</summary>
    Task ReplaceAsync(string cluster, TopologyRelation relation, IReadOnlyCollection<TopologyEdge> edges, CancellationToken cancellationToken);
}

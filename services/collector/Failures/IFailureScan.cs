using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures;

/// <summary>Looks for failure states of one kind. Pure: the same view gives the same observations.</summary>
public interface IFailureScan
{
    /// <summary>The kinds without which nothing can be said: while one of them cannot be seen, the scan's observations are missing, not gone.</summary>
    IReadOnlyList<ResourceType> Needs { get; }

    /// <summary>The kind of the entities that it tells of.</summary>
    string Kind { get; }

    /// <summary>What is wrong now, told as often as it is seen.</summary>
    IEnumerable<Observation> Look(ClusterView view);
}

using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>Namespaces whose deletion does not come to its end.</summary>
public sealed class NamespaceScan : IFailureScan
{
    private static readonly string[] Obstacles =
    [
        "NamespaceDeletionDiscoveryFailure", "NamespaceDeletionGroupVersionParsingFailure", "NamespaceDeletionContentFailure",
        "NamespaceContentRemaining", "NamespaceFinalizersRemaining",
    ];

    /// <inheritdoc/>
    public string Kind => "Namespace";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [ResourceTypes.Namespaces];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view) =>
        from ns in view.Namespaces.Items
        where ns.Metadata.DeletionTimestamp is not null
        let why = ns.Status.Conditions.Where(c => c.IsTrue && Obstacles.Contains(c.Type)).Select(c => Seeing.Words(c.Reason, c.Message)).ToList()
        select view.Seen(
            FailureStates.NamespaceStuck, "Namespace", ns.Metadata, why.Count == 0 ? "it is being deleted" : $"it is being deleted; {string.Join("; ", why)}") with
        { Since = ns.Metadata.DeletionTimestamp };
}

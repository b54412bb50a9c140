using Pipeline.Kubernetes.Models;

namespace Pipeline.Collector.Watching;

/// <summary>Events by the object that they are about.</summary>
public sealed class EventIndex(IReadOnlyList<KubernetesEvent> events)
{
    private readonly ILookup<(string Kind, string Namespace, string Name), KubernetesEvent> _events =
        events.ToLookup(e => (e.About.Kind, e.About.Namespace ?? "", e.About.Name));

    /// <summary>All events of an object, in no order; those of an earlier object of the same name are left out.</summary>
    public IEnumerable<KubernetesEvent> Of(string kind, ObjectMeta metadata) =>
        _events[(kind, metadata.Namespace ?? "", metadata.Name)]
            .Where(e => string.IsNullOrEmpty(e.About.Uid) || metadata.Uid.Length == 0 || e.About.Uid == metadata.Uid || kind == "Node"); // kubelets give a node's name for its uid

    /// <summary>The newest warning of an object since a moment; null when there is none.</summary>
    public KubernetesEvent? LatestWarning(string kind, ObjectMeta metadata, DateTimeOffset since) =>
        Of(kind, metadata).Where(e => e.IsWarning && e.LastSeen >= since).MaxBy(e => e.LastSeen);

    /// <summary>The newest warning of given reasons; null when there is none.</summary>
    public KubernetesEvent? LatestWarning(string kind, ObjectMeta metadata, DateTimeOffset since, params ReadOnlySpan<string> reasons)
    {
        KubernetesEvent? latest = null;
        foreach (var e in Of(kind, metadata))
        {
            if (e.IsWarning && e.LastSeen >= since && reasons.Contains(e.Reason) && !(latest?.LastSeen >= e.LastSeen))
                latest = e;
        }
        return latest;
    }
}

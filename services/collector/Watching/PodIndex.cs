using Pipeline.Kubernetes.Models;

namespace Pipeline.Collector.Watching;

/// <summary>Pods by what other objects know them by.</summary>
public sealed class PodIndex(IReadOnlyList<Pod> pods)
{
    private readonly ILookup<string, Pod> _byNamespace = pods.ToLookup(p => p.Metadata.Namespace ?? "");
    private readonly ILookup<string, Pod> _byNode = pods.ToLookup(p => p.Spec.NodeName ?? "");
    private readonly ILookup<string, Pod> _byController = pods.ToLookup(p => p.Metadata.Controller?.Uid ?? "");

    /// <summary>Pods that a node runs, or has run and still counts.</summary>
    public IEnumerable<Pod> OnNode(string node) => _byNode[node];

    /// <summary>Pods that the object of this uid made.</summary>
    public IEnumerable<Pod> OfController(string uid) => uid.Length == 0 ? [] : _byController[uid];

    /// <summary>Pods of a namespace with all of these labels.</summary>
    public IEnumerable<Pod> With(string? ns, IReadOnlyDictionary<string, string> labels) =>
        _byNamespace[ns ?? ""].Where(pod => labels.All(label => pod.Metadata.Labels.TryGetValue(label.Key, out var value) && value == label.Value));

    /// <summary>Pods of a namespace that a selector means.</summary>
    public IEnumerable<Pod> Selected(string? ns, LabelSelector selector) => _byNamespace[ns ?? ""].Where(pod => selector.Matches(pod.Metadata.Labels));
}

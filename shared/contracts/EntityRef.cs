namespace Pipeline.Contracts;

/// <summary>A Kubernetes object that can be sick, or a machine or file that is watched like one.</summary>
/// <param name="Cluster">Name of the cluster, as configured; part of every key, message and metric.</param>
/// <param name="Namespace">Null for what has none (Node, PersistentVolume).</param>
/// <param name="Kind">Kubernetes' kind: "Pod", "Deployment", "Node"; "Service" for what is only known by its traffic.</param>
/// <param name="Name">The object's name.</param>
public sealed record EntityRef(string Cluster, string? Namespace, string Kind, string Name)
{
    /// <summary>"namespace/Kind/name" or "Kind/name": what people read; the cluster is said beside it.</summary>
    public override string ToString() => Namespace is null ? $"{Kind}/{Name}" : $"{Namespace}/{Kind}/{Name}";
}

using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>A part of the cluster.</summary>
public sealed record KubernetesNamespace : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.Namespaces;

    public NamespaceStatus Status { get; init; } = new();
}

public sealed record NamespaceStatus
{
    /// <summary>Active or Terminating.</summary>
    public string? Phase { get; init; }

    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}

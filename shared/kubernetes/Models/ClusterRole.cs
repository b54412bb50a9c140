using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>What may be done in the cluster, or in a namespace that binds it.</summary>
public sealed record ClusterRole : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.ClusterRoles;

    public IReadOnlyList<PolicyRule> Rules { get; init; } = [];
}

using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>Who has a role in the whole cluster.</summary>
public sealed record ClusterRoleBinding : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.ClusterRoleBindings;

    public RoleReference RoleRef { get; init; } = new();

    public IReadOnlyList<Subject> Subjects { get; init; } = [];
}

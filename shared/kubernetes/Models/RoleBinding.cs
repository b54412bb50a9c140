using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>Who has a role in a namespace.</summary>
public sealed record RoleBinding : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.RoleBindings;

    public RoleReference RoleRef { get; init; } = new();

    public IReadOnlyList<Subject> Subjects { get; init; } = [];
}

public sealed record RoleReference
{
    public string ApiGroup { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Name { get; init; } = "";
}

public sealed record Subject
{
    /// <summary>User, Group, ServiceAccount.</summary>
    public string Kind { get; init; } = "";

    public string Name { get; init; } = "";

    public string? Namespace { get; init; }
}

using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>What may be done in a namespace.</summary>
public sealed record Role : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.Roles;

    public IReadOnlyList<PolicyRule> Rules { get; init; } = [];
}

public sealed record PolicyRule
{
    public IReadOnlyList<string> Verbs { get; init; } = [];

    public IReadOnlyList<string> ApiGroups { get; init; } = [];

    public IReadOnlyList<string> Resources { get; init; } = [];

    public IReadOnlyList<string> ResourceNames { get; init; } = [];

    public IReadOnlyList<string> NonResourceURLs { get; init; } = [];
}

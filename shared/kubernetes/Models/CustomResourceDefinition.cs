using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>A kind that somebody added. Its schema is read raw when it is needed.</summary>
public sealed record CustomResourceDefinition : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.CustomResourceDefinitions;

    public CustomResourceDefinitionSpec Spec { get; init; } = new();

    public CustomResourceDefinitionStatus Status { get; init; } = new();
}

public sealed record CustomResourceDefinitionSpec
{
    public string Group { get; init; } = "";

    public CustomResourceNames Names { get; init; } = new();

    /// <summary>Namespaced or Cluster.</summary>
    public string Scope { get; init; } = "";

    public IReadOnlyList<CustomResourceVersion> Versions { get; init; } = [];
}

public sealed record CustomResourceNames
{
    public string Plural { get; init; } = "";

    public string Kind { get; init; } = "";

    public string? Singular { get; init; }

    public IReadOnlyList<string> ShortNames { get; init; } = [];
}

public sealed record CustomResourceVersion
{
    public string Name { get; init; } = "";

    public bool Served { get; init; }

    public bool Storage { get; init; }

    public bool Deprecated { get; init; }
}

public sealed record CustomResourceDefinitionStatus
{
    /// <summary>Established, NamesAccepted, NonStructuralSchema, Terminating.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}

using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>Which controller serves an ingress.</summary>
public sealed record IngressClass : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.IngressClasses;

    public IngressClassSpec Spec { get; init; } = new();
}

public sealed record IngressClassSpec
{
    public string? Controller { get; init; }
}

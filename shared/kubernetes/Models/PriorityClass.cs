using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>How important pods are.</summary>
public sealed record PriorityClass : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.PriorityClasses;

    public int Value { get; init; }

    public bool GlobalDefault { get; init; }

    public string? PreemptionPolicy { get; init; }
}

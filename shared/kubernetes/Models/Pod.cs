using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>A group of containers that runs on one node.</summary>
public sealed record Pod : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.Pods;

    public PodSpec Spec { get; init; } = new();

    public PodStatus Status { get; init; } = new();
}

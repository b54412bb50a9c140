using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>One revision of a deployment, mostly.</summary>
public sealed record ReplicaSet : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.ReplicaSets;

    public ReplicaSetSpec Spec { get; init; } = new();

    public ReplicaSetStatus Status { get; init; } = new();
}

public sealed record ReplicaSetSpec
{
    public int? Replicas { get; init; }

    public LabelSelector Selector { get; init; } = new();

    public PodTemplate Template { get; init; } = new();
}

public sealed record ReplicaSetStatus
{
    public long ObservedGeneration { get; init; }

    public int Replicas { get; init; }

    public int FullyLabeledReplicas { get; init; }

    public int ReadyReplicas { get; init; }

    public int AvailableReplicas { get; init; }

    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}

using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>Numbered pods that keep their names and volumes.</summary>
public sealed record StatefulSet : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.StatefulSets;

    public StatefulSetSpec Spec { get; init; } = new();

    public StatefulSetStatus Status { get; init; } = new();
}

public sealed record StatefulSetSpec
{
    public int? Replicas { get; init; }

    public LabelSelector Selector { get; init; } = new();

    public PodTemplate Template { get; init; } = new();

    public string? ServiceName { get; init; }

    public string? PodManagementPolicy { get; init; }

    public StatefulSetStrategy UpdateStrategy { get; init; } = new();

    public IReadOnlyList<PersistentVolumeClaim> VolumeClaimTemplates { get; init; } = [];
}

public sealed record StatefulSetStrategy
{
    /// <summary>RollingUpdate or OnDelete.</summary>
    public string? Type { get; init; }

    public RollingUpdate? RollingUpdate { get; init; }
}

public sealed record StatefulSetStatus
{
    public long ObservedGeneration { get; init; }

    public int Replicas { get; init; }

    public int ReadyReplicas { get; init; }

    public int CurrentReplicas { get; init; }

    public int UpdatedReplicas { get; init; }

    public int AvailableReplicas { get; init; }

    public string? CurrentRevision { get; init; }

    public string? UpdateRevision { get; init; }

    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}

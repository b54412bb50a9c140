using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Values;

namespace Pipeline.Kubernetes.Models;

/// <summary>A number of like pods, replaced step by step when their template changes.</summary>
public sealed record Deployment : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.Deployments;

    public DeploymentSpec Spec { get; init; } = new();

    public DeploymentStatus Status { get; init; } = new();
}

public sealed record DeploymentSpec
{
    /// <summary>1 when absent.</summary>
    public int? Replicas { get; init; }

    public LabelSelector Selector { get; init; } = new();

    public PodTemplate Template { get; init; } = new();

    public bool Paused { get; init; }

    public int MinReadySeconds { get; init; }

    public int? ProgressDeadlineSeconds { get; init; }

    public int? RevisionHistoryLimit { get; init; }

    public DeploymentStrategy Strategy { get; init; } = new();
}

public sealed record DeploymentStrategy
{
    /// <summary>RollingUpdate or Recreate.</summary>
    public string? Type { get; init; }

    public RollingUpdate? RollingUpdate { get; init; }
}

public sealed record RollingUpdate
{
    public IntOrString? MaxSurge { get; init; }

    public IntOrString? MaxUnavailable { get; init; }

    /// <summary>Of stateful sets: pods with a lower number keep the old revision.</summary>
    public int? Partition { get; init; }
}

public sealed record DeploymentStatus
{
    public long ObservedGeneration { get; init; }

    public int Replicas { get; init; }

    public int UpdatedReplicas { get; init; }

    public int ReadyReplicas { get; init; }

    public int AvailableReplicas { get; init; }

    public int UnavailableReplicas { get; init; }

    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}

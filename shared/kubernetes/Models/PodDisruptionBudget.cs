using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Values;

namespace Pipeline.Kubernetes.Models;

/// <summary>How many pods may be evicted at a time.</summary>
public sealed record PodDisruptionBudget : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.PodDisruptionBudgets;

    public PodDisruptionBudgetSpec Spec { get; init; } = new();

    public PodDisruptionBudgetStatus Status { get; init; } = new();
}

public sealed record PodDisruptionBudgetSpec
{
    /// <summary>Null selects nothing; empty selects everything.</summary>
    public LabelSelector? Selector { get; init; }

    public IntOrString? MinAvailable { get; init; }

    public IntOrString? MaxUnavailable { get; init; }

    public string? UnhealthyPodEvictionPolicy { get; init; }
}

public sealed record PodDisruptionBudgetStatus
{
    public long ObservedGeneration { get; init; }

    public int DisruptionsAllowed { get; init; }

    public int CurrentHealthy { get; init; }

    public int DesiredHealthy { get; init; }

    public int ExpectedPods { get; init; }

    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}

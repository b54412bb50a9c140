using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>One pod on each fitting node.</summary>
public sealed record DaemonSet : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.DaemonSets;

    public DaemonSetSpec Spec { get; init; } = new();

    public DaemonSetStatus Status { get; init; } = new();
}

public sealed record DaemonSetSpec
{
    public LabelSelector Selector { get; init; } = new();

    public PodTemplate Template { get; init; } = new();

    public StatefulSetStrategy UpdateStrategy { get; init; } = new();
}

public sealed record DaemonSetStatus
{
    public long ObservedGeneration { get; init; }

    public int DesiredNumberScheduled { get; init; }

    public int CurrentNumberScheduled { get; init; }

    public int NumberMisscheduled { get; init; }

    public int NumberReady { get; init; }

    public int UpdatedNumberScheduled { get; init; }

    public int NumberAvailable { get; init; }

    public int NumberUnavailable { get; init; }

    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}

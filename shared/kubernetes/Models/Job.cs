using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>Pods that run to their end.</summary>
public sealed record Job : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.Jobs;

    public JobSpec Spec { get; init; } = new();

    public JobStatus Status { get; init; } = new();
}

public sealed record JobSpec
{
    public int? Parallelism { get; init; }

    public int? Completions { get; init; }

    public int? BackoffLimit { get; init; }

    public long? ActiveDeadlineSeconds { get; init; }

    public int? TtlSecondsAfterFinished { get; init; }

    public bool Suspend { get; init; }

    public string? CompletionMode { get; init; }

    public LabelSelector? Selector { get; init; }

    public PodTemplate Template { get; init; } = new();
}

public sealed record JobStatus
{
    public int Active { get; init; }

    public int Ready { get; init; }

    public int Succeeded { get; init; }

    public int Failed { get; init; }

    public DateTimeOffset? StartTime { get; init; }

    public DateTimeOffset? CompletionTime { get; init; }

    /// <summary>Complete, Failed, Suspended, FailureTarget.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}

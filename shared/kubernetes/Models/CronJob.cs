using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>Jobs by a schedule.</summary>
public sealed record CronJob : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.CronJobs;

    public CronJobSpec Spec { get; init; } = new();

    public CronJobStatus Status { get; init; } = new();
}

public sealed record CronJobSpec
{
    public string Schedule { get; init; } = "";

    public string? TimeZone { get; init; }

    public bool Suspend { get; init; }

    public string? ConcurrencyPolicy { get; init; }

    public long? StartingDeadlineSeconds { get; init; }

    public JobTemplate JobTemplate { get; init; } = new();
}

public sealed record JobTemplate
{
    public JobSpec Spec { get; init; } = new();
}

public sealed record CronJobStatus
{
    public IReadOnlyList<ObjectReference> Active { get; init; } = [];

    public DateTimeOffset? LastScheduleTime { get; init; }

    public DateTimeOffset? LastSuccessfulTime { get; init; }
}

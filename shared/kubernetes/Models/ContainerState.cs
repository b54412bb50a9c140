namespace Pipeline.Kubernetes.Models;

/// <summary>One of the three is set; a container nobody has looked at yet has none and counts as waiting.</summary>
public sealed record ContainerState
{
    public ContainerWaiting? Waiting { get; init; }

    public ContainerRunning? Running { get; init; }

    public ContainerTerminated? Terminated { get; init; }
}

public sealed record ContainerWaiting
{
    /// <summary>CrashLoopBackOff, ImagePullBackOff, ContainerCreating, PodInitializing …</summary>
    public string? Reason { get; init; }

    public string? Message { get; init; }
}

public sealed record ContainerRunning
{
    public DateTimeOffset? StartedAt { get; init; }
}

public sealed record ContainerTerminated
{
    /// <summary>OOMKilled, Error, Completed, ContainerCannotRun, DeadlineExceeded …</summary>
    public string? Reason { get; init; }

    public string? Message { get; init; }

    public int ExitCode { get; init; }

    public int? Signal { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}

namespace Pipeline.Kubernetes.Models;

/// <summary>A container as it is.</summary>
public sealed record ContainerStatus
{
    public string Name { get; init; } = "";

    public string? Image { get; init; }

    public string? ImageID { get; init; }

    public string? ContainerID { get; init; }

    public bool Ready { get; init; }

    /// <summary>Null where the container has no startup probe and has not run yet.</summary>
    public bool? Started { get; init; }

    public int RestartCount { get; init; }

    public ContainerState State { get; init; } = new();

    /// <summary>How it ended the last time.</summary>
    public ContainerState LastState { get; init; } = new();
}

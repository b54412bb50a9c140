namespace Pipeline.Kubernetes.Models;

/// <summary>A pod as it is.</summary>
public sealed record PodStatus
{
    /// <summary>Pending, Running, Succeeded, Failed, Unknown.</summary>
    public string? Phase { get; init; }

    /// <summary>"Evicted", "NodeLost", "UnexpectedAdmissionError"; most pods have none.</summary>
    public string? Reason { get; init; }

    public string? Message { get; init; }

    public string? PodIP { get; init; }

    public string? HostIP { get; init; }

    public string? QosClass { get; init; }

    public string? NominatedNodeName { get; init; }

    public DateTimeOffset? StartTime { get; init; }

    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    public IReadOnlyList<ContainerStatus> InitContainerStatuses { get; init; } = [];

    public IReadOnlyList<ContainerStatus> ContainerStatuses { get; init; } = [];

    public IReadOnlyList<ContainerStatus> EphemeralContainerStatuses { get; init; } = [];
}

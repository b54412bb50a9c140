namespace Pipeline.Kubernetes.Models;

/// <summary>One statement about an object: of pods, nodes, workloads, budgets, autoscalers, namespaces.</summary>
public sealed record Condition
{
    public string Type { get; init; } = "";

    /// <summary>"True", "False" or "Unknown".</summary>
    public string Status { get; init; } = "";

    public string? Reason { get; init; }

    public string? Message { get; init; }

    public DateTimeOffset? LastTransitionTime { get; init; }

    /// <summary>Of deployments only.</summary>
    public DateTimeOffset? LastUpdateTime { get; init; }

    /// <summary>Of nodes only.</summary>
    public DateTimeOffset? LastHeartbeatTime { get; init; }

    public bool IsTrue => Status == "True";

    public bool IsFalse => Status == "False";
}

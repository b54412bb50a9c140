using Pipeline.Kubernetes.Values;

namespace Pipeline.Kubernetes.Models;

/// <summary>A pod as it is wanted; also the inside of a workload's template.</summary>
public sealed record PodSpec
{
    /// <summary>Null until the scheduler has found a place.</summary>
    public string? NodeName { get; init; }

    public string? ServiceAccountName { get; init; }

    public bool? AutomountServiceAccountToken { get; init; }

    /// <summary>Always when absent, OnFailure, Never.</summary>
    public string? RestartPolicy { get; init; }

    public int? Priority { get; init; }

    public string? PriorityClassName { get; init; }

    public string? SchedulerName { get; init; }

    public string? RuntimeClassName { get; init; }

    public bool HostNetwork { get; init; }

    public bool HostPID { get; init; }

    public long? TerminationGracePeriodSeconds { get; init; }

    public long? ActiveDeadlineSeconds { get; init; }

    public IReadOnlyDictionary<string, string> NodeSelector { get; init; } = Nothing.Map;

    public IReadOnlyList<Toleration> Tolerations { get; init; } = [];

    public Affinity? Affinity { get; init; }

    public IReadOnlyList<TopologySpreadConstraint> TopologySpreadConstraints { get; init; } = [];

    public IReadOnlyList<Volume> Volumes { get; init; } = [];

    public IReadOnlyList<LocalReference> ImagePullSecrets { get; init; } = [];

    public IReadOnlyList<Container> InitContainers { get; init; } = [];

    public IReadOnlyList<Container> Containers { get; init; } = [];

    public IReadOnlyList<Container> EphemeralContainers { get; init; } = [];

    public IReadOnlyList<PodReadinessGate> ReadinessGates { get; init; } = [];

    public IReadOnlyDictionary<string, Quantity> Overhead { get; init; } = Nothing.Quantities;
}

public sealed record TopologySpreadConstraint
{
    public int MaxSkew { get; init; }

    public string TopologyKey { get; init; } = "";

    public string WhenUnsatisfiable { get; init; } = "";

    public LabelSelector? LabelSelector { get; init; }
}

public sealed record PodReadinessGate
{
    public string ConditionType { get; init; } = "";
}

/// <summary>The name of an object in the same namespace.</summary>
public sealed record LocalReference
{
    public string Name { get; init; } = "";
}

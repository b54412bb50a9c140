using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Values;

namespace Pipeline.Kubernetes.Models;

/// <summary>A machine that runs pods.</summary>
public sealed record Node : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.Nodes;

    public NodeSpec Spec { get; init; } = new();

    public NodeStatus Status { get; init; } = new();
}

public sealed record NodeSpec
{
    public bool Unschedulable { get; init; }

    public IReadOnlyList<Taint> Taints { get; init; } = [];

    public string? ProviderID { get; init; }

    public string? PodCIDR { get; init; }
}

public sealed record Taint
{
    public string Key { get; init; } = "";

    public string? Value { get; init; }

    /// <summary>NoSchedule, PreferNoSchedule, NoExecute.</summary>
    public string Effect { get; init; } = "";

    public DateTimeOffset? TimeAdded { get; init; }
}

public sealed record NodeStatus
{
    public IReadOnlyDictionary<string, Quantity> Capacity { get; init; } = Nothing.Quantities;

    /// <summary>What pods may use: the capacity less what the system keeps.</summary>
    public IReadOnlyDictionary<string, Quantity> Allocatable { get; init; } = Nothing.Quantities;

    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    public IReadOnlyList<NodeAddress> Addresses { get; init; } = [];

    public NodeInfo NodeInfo { get; init; } = new();
}

public sealed record NodeAddress
{
    public string Type { get; init; } = "";

    public string Address { get; init; } = "";
}

public sealed record NodeInfo
{
    public string? KubeletVersion { get; init; }

    public string? OsImage { get; init; }

    public string? KernelVersion { get; init; }

    public string? ContainerRuntimeVersion { get; init; }

    public string? Architecture { get; init; }
}

using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>Who leads, or that a node lives.</summary>
public sealed record Lease : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.Leases;

    public LeaseSpec Spec { get; init; } = new();
}

public sealed record LeaseSpec
{
    public string? HolderIdentity { get; init; }

    public int? LeaseDurationSeconds { get; init; }

    public DateTimeOffset? AcquireTime { get; init; }

    public DateTimeOffset? RenewTime { get; init; }

    public int? LeaseTransitions { get; init; }
}

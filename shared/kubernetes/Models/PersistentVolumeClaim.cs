using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Values;

namespace Pipeline.Kubernetes.Models;

/// <summary>A wish for storage.</summary>
public sealed record PersistentVolumeClaim : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.PersistentVolumeClaims;

    public PersistentVolumeClaimSpec Spec { get; init; } = new();

    public PersistentVolumeClaimStatus Status { get; init; } = new();
}

public sealed record PersistentVolumeClaimSpec
{
    public IReadOnlyList<string> AccessModes { get; init; } = [];

    /// <summary>Null: the default class; empty: none.</summary>
    public string? StorageClassName { get; init; }

    /// <summary>The volume it is bound to.</summary>
    public string? VolumeName { get; init; }

    public string? VolumeMode { get; init; }

    public ResourceRequirements Resources { get; init; } = new();
}

public sealed record PersistentVolumeClaimStatus
{
    /// <summary>Pending, Bound, Lost.</summary>
    public string? Phase { get; init; }

    public IReadOnlyDictionary<string, Quantity> Capacity { get; init; } = Nothing.Quantities;

    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}

using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Values;

namespace Pipeline.Kubernetes.Models;

/// <summary>A piece of storage.</summary>
public sealed record PersistentVolume : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.PersistentVolumes;

    public PersistentVolumeSpec Spec { get; init; } = new();

    public PersistentVolumeStatus Status { get; init; } = new();
}

public sealed record PersistentVolumeSpec
{
    public IReadOnlyDictionary<string, Quantity> Capacity { get; init; } = Nothing.Quantities;

    public IReadOnlyList<string> AccessModes { get; init; } = [];

    public string? StorageClassName { get; init; }

    public string? PersistentVolumeReclaimPolicy { get; init; }

    public ObjectReference? ClaimRef { get; init; }
}

public sealed record PersistentVolumeStatus
{
    /// <summary>Pending, Available, Bound, Released, Failed.</summary>
    public string? Phase { get; init; }

    public string? Reason { get; init; }

    public string? Message { get; init; }
}

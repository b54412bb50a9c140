using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Models;

/// <summary>How storage is made.</summary>
public sealed record StorageClass : TypedObject, IKindOfObject
{
    public static ResourceType Type => ResourceTypes.StorageClasses;

    public string Provisioner { get; init; } = "";

    public string? ReclaimPolicy { get; init; }

    /// <summary>Immediate or WaitForFirstConsumer.</summary>
    public string? VolumeBindingMode { get; init; }

    public bool AllowVolumeExpansion { get; init; }
}

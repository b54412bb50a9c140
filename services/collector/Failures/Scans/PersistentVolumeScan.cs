using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>Volumes that failed, or were left behind.</summary>
public sealed class PersistentVolumeScan : IFailureScan
{
    private const long Small = 1L << 30;

    /// <inheritdoc/>
    public string Kind => "PersistentVolume";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [ResourceTypes.PersistentVolumes];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view)
    {
        foreach (var volume in view.Volumes.Items)
        {
            if (volume.Metadata.DeletionTimestamp is not null)
                continue;
            if (volume.Status.Phase == "Failed")
                yield return view.Seen(FailureStates.VolumeFailed, "PersistentVolume", volume.Metadata, Seeing.Words(volume.Status.Reason, volume.Status.Message));
            else if (volume.Status.Phase == "Released")
                yield return view.Seen(
                    FailureStates.VolumeReleased, "PersistentVolume", volume.Metadata,
                    $"its claim {volume.Spec.ClaimRef?.Namespace}/{volume.Spec.ClaimRef?.Name} is gone; policy {volume.Spec.PersistentVolumeReclaimPolicy} keeps it");
            if (volume.Spec.Capacity.TryGetValue("storage", out var size) && size.Value < Small)
                yield return view.Seen(FailureStates.SmallVolume, "PersistentVolume", volume.Metadata, "it is smaller than 1 Gi");
        }
    }
}

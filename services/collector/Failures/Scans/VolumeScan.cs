using Pipeline.Collector.Watching;
using Pipeline.Contracts;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>Claims without a volume. One that waits for its first consumer, and has none, waits by design.</summary>
public sealed class VolumeScan : IFailureScan
{
    private static readonly TimeSpan FreshEvent = TimeSpan.FromMinutes(15);

    /// <inheritdoc/>
    public string Kind => "PersistentVolumeClaim";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [ResourceTypes.PersistentVolumeClaims];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view)
    {
        var users = view.Pods.Items
            .SelectMany(pod => pod.Spec.Volumes.Select(v => v.PersistentVolumeClaim?.ClaimName).OfType<string>().Select(claim => (pod.Metadata.Namespace, claim, pod)))
            .ToLookup(use => (use.Namespace, use.claim), use => use.pod);
        return view.Claims.Items.Where(c => c.Metadata.DeletionTimestamp is null)
            .Select(claim => Look(view, claim, [.. users[(claim.Metadata.Namespace, claim.Metadata.Name)]])).OfType<Observation>();
    }

    private static Observation? Look(ClusterView view, PersistentVolumeClaim claim, List<Pod> users)
    {
        var meta = claim.Metadata;
        Observation Of(FailureState state, string message) => view.Seen(state, "PersistentVolumeClaim", meta, message) with
        {
            Since = meta.CreationTimestamp,
            Owner = view.Owners.OfAll(users),
            Details = Seeing.Facts(("storageClass", claim.Spec.StorageClassName)),
        };
        if (claim.Status.Phase == "Lost")
            return Of(FailureStates.ClaimLost, $"its volume {claim.Spec.VolumeName} is gone, and its data with it") with { Since = null, Severity = Severity.Critical };
        if (claim.Status.Phase != "Pending")
            return null;
        if (claim.Spec.StorageClassName is { Length: > 0 } name && view.StorageClasses.Lacks(null, name) && !view.Volumes.Items.Any(v => v.Spec.StorageClassName == name))
            return Of(FailureStates.MissingStorageClass, $"its storage class {name} does not exist") with { RestsOn = [ResourceTypes.StorageClasses] };
        if (view.About.LatestWarning("PersistentVolumeClaim", meta, view.Now - FreshEvent, "ProvisioningFailed") is { } failed)
            return Of(FailureStates.ProvisioningFailed, failed.Message) with { Since = failed.FirstSeen, Count = failed.Count, RestsOn = [ResourceTypes.Events] };
        if (WaitsForConsumer(view, claim) && !users.Any(pod => pod.Spec.NodeName is not null || pod.Status.Phase == "Pending"))
            return null;
        var said = view.About.Of("PersistentVolumeClaim", meta).MaxBy(e => e.LastSeen);
        return Of(FailureStates.ClaimPending, said is null ? "no volume is bound to it" : Seeing.Words(said.Reason, said.Message));
    }

    private static bool WaitsForConsumer(ClusterView view, PersistentVolumeClaim claim) =>
        claim.Spec.StorageClassName is { } name && view.StorageClasses.Find(null, name)?.VolumeBindingMode == "WaitForFirstConsumer";
}

using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;
using static Pipeline.Collector.Failures.Scans.WorkloadStates;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>StatefulSets without their replicas, with updates that are stuck, or without what they name.</summary>
public sealed class StatefulSetScan : IFailureScan
{
    /// <inheritdoc/>
    public string Kind => "StatefulSet";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [ResourceTypes.StatefulSets];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view) =>
        view.StatefulSets.Items.Where(set => set.Metadata.DeletionTimestamp is null).SelectMany(set => Look(view, set));

    private static IEnumerable<Observation> Look(ClusterView view, StatefulSet set)
    {
        var (meta, spec, status, wanted) = (set.Metadata, set.Spec, set.Status, set.Spec.Replicas ?? 1);
        if (spec.ServiceName is { Length: > 0 } service && view.Services.Lacks(meta.Namespace, service))
            yield return view.Seen(
                FailureStates.MissingGoverningService, "StatefulSet", meta, $"its governing service {service} does not exist: its pods have no names in DNS") with
            { RestsOn = [ResourceTypes.Services] };
        foreach (var claim in spec.VolumeClaimTemplates)
        {
            if (claim.Spec.StorageClassName is { Length: > 0 } storage && view.StorageClasses.Lacks(null, storage) && wanted > status.ReadyReplicas)
                yield return view.Seen(
                    FailureStates.MissingStorageClass, "StatefulSet", meta, $"storage class {storage} of its volume {claim.Metadata.Name} does not exist") with
                { RestsOn = [ResourceTypes.StorageClasses] };
        }
        if (Unobserved(view, "StatefulSet", meta, status.ObservedGeneration) is { } unobserved)
        {
            yield return unobserved;
            yield break;
        }
        if (wanted == 0)
            yield break;
        var progress = Say($"{status.ReadyReplicas}/{status.UpdatedReplicas}");
        foreach (var seen in Degraded(view, "StatefulSet", meta, status.ReadyReplicas, wanted, "replicas", progress, "FailedCreate"))
            yield return seen;
        if (IsUpdating(set, wanted))
            yield return view.Seen(
                FailureStates.UpdateNotRolledOut, "StatefulSet", meta,
                Say($"{status.UpdatedReplicas} of {wanted - (spec.UpdateStrategy.RollingUpdate?.Partition ?? 0)} replicas have revision {status.UpdateRevision}")) with
            { Progress = Say($"{status.UpdatedReplicas}") };
    }

    private static bool IsUpdating(StatefulSet set, int wanted) =>
        set.Spec.UpdateStrategy.Type != "OnDelete" && set.Status.UpdateRevision is { } update && update != set.Status.CurrentRevision &&
        set.Status.UpdatedReplicas < wanted - (set.Spec.UpdateStrategy.RollingUpdate?.Partition ?? 0);
}

using System.Globalization;
using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>ReplicaSets that get no pods. Those of a Deployment are told by it.</summary>
public sealed class ReplicaSetScan : IFailureScan
{
    /// <inheritdoc/>
    public string Kind => "ReplicaSet";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [ResourceTypes.ReplicaSets];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view) =>
        from set in view.ReplicaSets.Items
        where set.Metadata is { DeletionTimestamp: null } && set.Metadata.Controller?.Kind != "Deployment" && (set.Spec.Replicas ?? 1) > 0
        from seen in Look(view, set)
        select seen;

    private static IEnumerable<Observation> Look(ClusterView view, ReplicaSet set)
    {
        if (set.Status.Conditions.Of("ReplicaFailure") is { IsTrue: true } failure)
            yield return view.Seen(FailureStates.ReplicaFailure, "ReplicaSet", set.Metadata, Seeing.Words(failure.Reason, failure.Message)) with
            { Since = failure.LastTransitionTime, Details = Seeing.Facts(("reason", failure.Reason)) };
        else if (set.Status.AvailableReplicas < (set.Spec.Replicas ?? 1))
            yield return view.Seen(
                FailureStates.Degraded, "ReplicaSet", set.Metadata,
                string.Create(CultureInfo.InvariantCulture, $"{set.Status.AvailableReplicas} of {set.Spec.Replicas ?? 1} replicas are available"));
    }
}

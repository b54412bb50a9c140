using Pipeline.Collector.Watching;
using Pipeline.Contracts;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;
using static Pipeline.Collector.Failures.Scans.WorkloadStates;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>Deployments without their replicas, and rollouts that are stuck. A rollout that goes on is well.</summary>
public sealed class DeploymentScan : IFailureScan
{
    private static readonly TimeSpan WhileRollingOut = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public string Kind => "Deployment";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [ResourceTypes.Deployments];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view) => view.Deployments.Items.SelectMany(deployment => Look(view, deployment));

    private static IEnumerable<Observation> Look(ClusterView view, Deployment deployment)
    {
        var (meta, spec, status) = (deployment.Metadata, deployment.Spec, deployment.Status);
        if (meta.DeletionTimestamp is not null)
            yield break;
        if (spec.Paused)
            yield return view.Seen(FailureStates.Paused, "Deployment", meta, "its rollout is paused: changes of its template do nothing");
        if (Unobserved(view, "Deployment", meta, status.ObservedGeneration) is { } unobserved)
        {
            yield return unobserved;
            yield break;
        }
        var progressing = status.Conditions.Of("Progressing");
        if (progressing is { IsFalse: true } && progressing.Reason != "DeploymentPaused")
            yield return view.Seen(FailureStates.ProgressDeadlineExceeded, "Deployment", meta, Seeing.Words(progressing)) with
            { Since = progressing.LastTransitionTime, Details = Seeing.Facts(("reason", progressing.Reason)) };
        if (status.Conditions.Of("ReplicaFailure") is { IsTrue: true } failure)
            yield return view.Seen(FailureStates.ReplicaFailure, "Deployment", meta, Seeing.Words(failure.Reason, failure.Message)) with
            { Since = failure.LastTransitionTime, Details = Seeing.Facts(("reason", failure.Reason)) };
        if (Missing(view, deployment, progressing) is { } missing)
            yield return missing;
    }

    private static Observation? Missing(ClusterView view, Deployment deployment, Condition? progressing)
    {
        var (wanted, status) = (deployment.Spec.Replicas ?? 1, deployment.Status);
        if (wanted == 0 || status.AvailableReplicas >= wanted)
            return null;
        var words = Say($"{status.AvailableReplicas} of {wanted} replicas are available, {status.UpdatedReplicas} are updated");
        var rollingOut = progressing is { IsTrue: true, Reason: not "NewReplicaSetAvailable" };
        if (status.Conditions.Of("Available") is { IsFalse: true } available)
            return view.Seen(FailureStates.WorkloadUnavailable, "Deployment", deployment.Metadata, $"{words}; {Seeing.Words(available.Reason, available.Message)}") with
            {
                Since = available.LastTransitionTime,
                AtLeast = rollingOut ? WhileRollingOut : null,
                Severity = status.AvailableReplicas == 0 ? null : Severity.Warning,
                Count = wanted - status.AvailableReplicas,
            };
        return rollingOut
            ? null // fewer than wanted, and not fewer than maxUnavailable allows
            : view.Seen(FailureStates.Degraded, "Deployment", deployment.Metadata, words) with { Count = wanted - status.AvailableReplicas };
    }
}

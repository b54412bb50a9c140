using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;
using static Pipeline.Collector.Failures.Scans.WorkloadStates;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>DaemonSets that do not run where they should, or run where they should not.</summary>
public sealed class DaemonSetScan : IFailureScan
{
    /// <inheritdoc/>
    public string Kind => "DaemonSet";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [ResourceTypes.DaemonSets];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view) =>
        view.DaemonSets.Items.Where(set => set.Metadata.DeletionTimestamp is null).SelectMany(set => Look(view, set));

    private static IEnumerable<Observation> Look(ClusterView view, DaemonSet set)
    {
        var (meta, status) = (set.Metadata, set.Status);
        if (Unobserved(view, "DaemonSet", meta, status.ObservedGeneration) is { } unobserved)
        {
            yield return unobserved;
            yield break;
        }
        var wanted = status.DesiredNumberScheduled;
        if (status.NumberMisscheduled > 0)
            yield return view.Seen(
                FailureStates.Misscheduled, "DaemonSet", meta, Say($"{status.NumberMisscheduled} pods run on nodes where they should not")) with
            { Count = status.NumberMisscheduled };
        if (status.CurrentNumberScheduled < wanted)
            yield return view.Seen(
                FailureStates.NotScheduled, "DaemonSet", meta, Say($"{status.CurrentNumberScheduled} of {wanted} nodes that should run it do")) with
            { Count = wanted - status.CurrentNumberScheduled };
        var progress = Say($"{status.NumberReady}/{status.UpdatedNumberScheduled}/{wanted}");
        foreach (var seen in Degraded(view, "DaemonSet", meta, status.NumberReady, wanted, "pods", progress, "FailedCreate", "FailedDaemonPod"))
            yield return seen;
        if (set.Spec.UpdateStrategy.Type != "OnDelete" && status.UpdatedNumberScheduled < wanted)
            yield return view.Seen(
                FailureStates.UpdateNotRolledOut, "DaemonSet", meta, Say($"{status.UpdatedNumberScheduled} of {wanted} pods are updated")) with
            { Progress = Say($"{status.UpdatedNumberScheduled}") };
    }
}

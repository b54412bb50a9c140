using System.Globalization;
using Pipeline.Collector.Watching;
using Pipeline.Contracts;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>DaemonSets that do not run where they should, or run where they should not.</summary>
public sealed class DaemonSetScan : IFailureScan
{
    private static readonly TimeSpan FreshEvent = TimeSpan.FromMinutes(10);

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
        if (status.ObservedGeneration < meta.Generation)
        {
            yield return view.Seen(
                FailureStates.GenerationMismatch, "DaemonSet", meta, Say($"its controller has seen generation {status.ObservedGeneration} of {meta.Generation}"));
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
        if (status.NumberReady < wanted)
        {
            yield return view.Seen(FailureStates.Degraded, "DaemonSet", meta, Say($"{status.NumberReady} of {wanted} pods are ready")) with
            {
                Severity = status.NumberReady == 0 ? Severity.Critical : null,
                Count = wanted - status.NumberReady,
                Progress = Say($"{status.NumberReady}/{status.UpdatedNumberScheduled}/{wanted}"),
            };
            if (view.About.LatestWarning("DaemonSet", meta, view.Now - FreshEvent, "FailedCreate", "FailedDaemonPod") is { } refused)
                yield return view.Seen(FailureStates.FailedCreate, "DaemonSet", meta, refused.Message) with
                { Since = refused.FirstSeen, Count = refused.Count, RestsOn = [ResourceTypes.Events] };
        }
        if (set.Spec.UpdateStrategy.Type != "OnDelete" && status.UpdatedNumberScheduled < wanted)
            yield return view.Seen(
                FailureStates.UpdateNotRolledOut, "DaemonSet", meta, Say($"{status.UpdatedNumberScheduled} of {wanted} pods are updated")) with
            { Progress = Say($"{status.UpdatedNumberScheduled}") };
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

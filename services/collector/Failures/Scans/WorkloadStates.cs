using System.Globalization;
using Pipeline.Collector.Watching;
using Pipeline.Contracts;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>What is told alike of all workloads that run pods.</summary>
internal static class WorkloadStates
{
    private static readonly TimeSpan FreshEvent = TimeSpan.FromMinutes(10);

    /// <summary>The controller has not looked at the newest wish; its status speaks of one that is not wanted any more. Null when it has.</summary>
    public static Observation? Unobserved(ClusterView view, string kind, ObjectMeta metadata, long observed) =>
        observed >= metadata.Generation ? null : view.Seen(
            FailureStates.GenerationMismatch, kind, metadata, Say($"its controller has seen generation {observed} of {metadata.Generation}"));

    /// <summary>Fewer pods are ready than are wanted, and perhaps why: their creation is refused.</summary>
    /// <param name="words">"pods", "replicas".</param>
    /// <param name="refusals">Reasons of events that say so.</param>
    public static IEnumerable<Observation> Degraded(
        ClusterView view, string kind, ObjectMeta metadata, int ready, int wanted, string words, string progress, params string[] refusals)
    {
        if (ready >= wanted)
            yield break;
        yield return view.Seen(FailureStates.Degraded, kind, metadata, Say($"{ready} of {wanted} {words} are ready")) with
        {
            Severity = ready == 0 ? Severity.Critical : null,
            Count = wanted - ready,
            Progress = progress,
        };
        if (view.About.LatestWarning(kind, metadata, view.Now - FreshEvent, refusals) is { } refused)
            yield return view.Seen(FailureStates.FailedCreate, kind, metadata, refused.Message) with
            { Since = refused.FirstSeen, Count = refused.Count, RestsOn = [ResourceTypes.Events] };
    }

    public static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

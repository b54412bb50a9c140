using Pipeline.Collector.Watching;
using Pipeline.Contracts;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>Pods that fail, wait for ever, or are not ready.</summary>
/// <remarks>
/// The most telling state wins: a pod whose container is in back-off is not said to be unready, too. Pods of jobs are left to their job,
/// which decides whether a failed one matters; finished ones, those being deleted and those only starting are well.
/// </remarks>
public sealed class PodScan : IFailureScan
{
    /// <summary>How long a failed pod that its controller has replaced is still news.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(15);

    /// <summary>Older failures are history, not news.</summary>
    private static readonly TimeSpan News = TimeSpan.FromHours(24);

    private static readonly TimeSpan FreshEvent = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public string Kind => "Pod";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [ResourceTypes.Pods];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view) => view.Pods.Items.SelectMany(pod => Look(view, pod));

    private static IEnumerable<Observation> Look(ClusterView view, Pod pod)
    {
        if (pod.Metadata.DeletionTimestamp is { } deletion)
            return Terminating(view, pod, deletion);
        if (pod.Status.Phase == "Succeeded")
            return [];
        var ofContainers = ContainerScan.Look(view, pod).ToList();
        if (ofContainers.Count > 0)
            return ofContainers;
        return pod.Status.Phase switch
        {
            "Failed" => Failed(view, pod),
            "Unknown" => [view.Seen(FailureStates.PodUnknown, "Pod", pod.Metadata, Seeing.Words(pod.Status.Reason ?? "Unknown", pod.Status.Message))],
            "Pending" => Pending(view, pod),
            "Running" => NotReady(view, pod),
            _ => [],
        };
    }

    private static IEnumerable<Observation> Terminating(ClusterView view, Pod pod, DateTimeOffset deletion)
    {
        if (view.Now > deletion)
            yield return view.Seen(
                FailureStates.StuckTerminating, "Pod", pod.Metadata,
                $"should be gone since {deletion:u}; it waits for its kubelet on {pod.Spec.NodeName ?? "no node"}{Waiting(pod.Metadata.Finalizers)}") with
            { Since = deletion };
    }

    private static string Waiting(IReadOnlyList<string> finalizers) => finalizers.Count == 0 ? "" : $" and for finalizers {string.Join(", ", finalizers)}";

    private static IEnumerable<Observation> Failed(ClusterView view, Pod pod)
    {
        if (pod.Metadata.Controller?.Kind == "Job")
            yield break;
        var since = FailedAt(pod);
        if (pod.Metadata.Controller is not null && since is { } at && view.Now - at > Recent)
            yield break;
        var state = pod.Status.Reason == "Evicted" ? FailureStates.Evicted : FailureStates.PodFailed;
        yield return view.Seen(state, "Pod", pod.Metadata, Seeing.Words(pod.Status.Reason ?? "Failed", pod.Status.Message ?? LastWords(pod))) with
        {
            Since = since,
            Weight = view.Now - since > News ? ObservationWeight.Note : null,
            Details = Seeing.Facts(("reason", pod.Status.Reason), ("node", pod.Spec.NodeName)),
        };
    }

    private static string? LastWords(Pod pod) => pod.Status.ContainerStatuses
        .Where(c => c.State.Terminated is { ExitCode: not 0 })
        .Select(c => $"container {c.Name} ended with exit code {c.State.Terminated!.ExitCode}").FirstOrDefault();

    private static DateTimeOffset? FailedAt(Pod pod) =>
        pod.Status.ContainerStatuses.Select(c => c.State.Terminated?.FinishedAt).Max()
        ?? pod.Status.Conditions.Of("Ready")?.LastTransitionTime ?? pod.Status.StartTime ?? pod.Metadata.CreationTimestamp;

    private static IEnumerable<Observation> Pending(ClusterView view, Pod pod)
    {
        var scheduled = pod.Status.Conditions.Of("PodScheduled");
        var since = scheduled?.LastTransitionTime ?? pod.Metadata.CreationTimestamp;
        if (scheduled is { IsFalse: true, Reason: "Unschedulable" })
            yield return view.Seen(FailureStates.Unschedulable, "Pod", pod.Metadata, Seeing.Words(scheduled.Reason, scheduled.Message)) with { Since = since };
        else if (scheduled is { IsFalse: true, Reason: "SchedulingGated" })
            yield return view.Seen(FailureStates.SchedulingGated, "Pod", pod.Metadata, Seeing.Words(scheduled.Reason, scheduled.Message)) with { Since = since };
        else if (pod.Spec.NodeName is null)
            yield return view.Seen(FailureStates.StuckPending, "Pod", pod.Metadata, "no scheduler has looked at it") with { Since = pod.Metadata.CreationTimestamp };
        else
            yield return Starting(view, pod, since);
    }

    /// <summary>On its node, but its containers are not there yet.</summary>
    private static Observation Starting(ClusterView view, Pod pod, DateTimeOffset? since)
    {
        var details = Seeing.Facts(("node", pod.Spec.NodeName));
        if (view.About.LatestWarning("Pod", pod.Metadata, view.Now - FreshEvent, "FailedMount", "FailedAttachVolume", "FailedMapVolume") is { } mount)
            return view.Seen(FailureStates.FailedMount, "Pod", pod.Metadata, Seeing.Words(mount.Reason, mount.Message)) with
            { Since = mount.FirstSeen, Count = mount.Count, Details = details, RestsOn = [ResourceTypes.Events] };
        if (view.About.LatestWarning("Pod", pod.Metadata, view.Now - FreshEvent, "FailedCreatePodSandBox", "NetworkNotReady") is { } sandbox)
            return view.Seen(FailureStates.FailedCreatePodSandBox, "Pod", pod.Metadata, Seeing.Words(sandbox.Reason, sandbox.Message)) with
            { Since = sandbox.FirstSeen, Count = sandbox.Count, Details = details, RestsOn = [ResourceTypes.Events] };
        var waiting = pod.Status.InitContainerStatuses.Concat(pod.Status.ContainerStatuses).FirstOrDefault(c => c.State.Running is null && c.State.Terminated is null);
        var what = waiting is null ? "its containers are not created yet" : $"container {waiting.Name} waits: {waiting.State.Waiting?.Reason ?? "ContainerCreating"}";
        var running = pod.Status.InitContainerStatuses.FirstOrDefault(c => c.State.Running is not null);
        return view.Seen(
            FailureStates.StuckStarting, "Pod", pod.Metadata, running is null ? what : $"init container {running.Name} is still running") with
        {
            Since = since,
            AtLeast = running is null ? null : TimeSpan.FromMinutes(15), // an init container may have work to do
            Progress = string.Concat(pod.Status.InitContainerStatuses.Select(c => c.State.Terminated is { ExitCode: 0 } ? '+' : '-')),
            Details = details,
        };
    }

    private static IEnumerable<Observation> NotReady(ClusterView view, Pod pod)
    {
        if (pod.Status.Conditions.Of("Ready") is not { IsTrue: false } ready || ready.Reason == "PodCompleted")
            yield break;
        if (pod.Metadata.Controller?.Kind == "Job" && pod.Spec.Containers.All(c => c.ReadinessProbe is null))
            yield break; // nobody waits for its readiness
        var probe = view.About.LatestWarning("Pod", pod.Metadata, view.Now - FreshEvent, "Unhealthy", "ProbeError");
        yield return view.Seen(
            FailureStates.PodNotReady, "Pod", pod.Metadata,
            probe is null ? Seeing.Words(ready.Reason, ready.Message) : $"{Seeing.Words(ready.Reason, ready.Message)}; {probe.Message} ({probe.Count} times)") with
        {
            Since = ready.LastTransitionTime,
            AtLeast = StartUp(pod),
            Count = probe?.Count ?? 1,
            Severity = ready.Status == "Unknown" ? Severity.Critical : null,
            Details = Seeing.Facts(("reason", probe?.Reason ?? ready.Reason), ("node", pod.Spec.NodeName)),
        };
    }

    /// <summary>What the containers that have not started up yet are allowed for it.</summary>
    private static TimeSpan? StartUp(Pod pod)
    {
        TimeSpan? longest = null;
        foreach (var container in pod.Spec.Containers)
        {
            var started = pod.Status.ContainerStatuses.FirstOrDefault(c => c.Name == container.Name)?.Started;
            if (started == true || container.StartupProbe is not { } probe)
                continue;
            var allowed = TimeSpan.FromSeconds((probe.InitialDelaySeconds ?? 0) + ((long)(probe.PeriodSeconds ?? 10) * (probe.FailureThreshold ?? 3)));
            longest = longest > allowed ? longest : allowed;
        }
        return longest;
    }
}

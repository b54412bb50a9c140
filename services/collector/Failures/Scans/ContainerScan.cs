using System.Globalization;
using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Models;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>Containers that cannot start, end again and again, or are killed.</summary>
internal static class ContainerScan
{
    private const int ManyRestarts = 3;
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(10);

    /// <summary>By the reason why a container waits, or why it could not even run.</summary>
    private static readonly Dictionary<string, FailureState> Waiting = new(StringComparer.Ordinal)
    {
        ["CrashLoopBackOff"] = FailureStates.CrashLoopBackOff,
        ["ImagePullBackOff"] = FailureStates.ImagePullBackOff,
        ["ErrImagePull"] = FailureStates.ImagePullBackOff, // the same trouble between two tries
        ["ImageInspectError"] = FailureStates.ImageInspectError,
        ["ErrImageNeverPull"] = FailureStates.ErrImageNeverPull,
        ["InvalidImageName"] = FailureStates.InvalidImageName,
        ["RegistryUnavailable"] = FailureStates.RegistryUnavailable,
        ["SignatureValidationFailed"] = FailureStates.SignatureValidationFailed,
        ["CreateContainerConfigError"] = FailureStates.CreateContainerConfigError,
        ["CreateContainerError"] = FailureStates.CreateContainerError,
        ["RunContainerError"] = FailureStates.RunContainerError,
        ["StartError"] = FailureStates.ContainerCannotRun,
        ["ContainerCannotRun"] = FailureStates.ContainerCannotRun,
        ["PreCreateHookError"] = FailureStates.PreCreateHookError,
        ["PreStartHookError"] = FailureStates.PreStartHookError,
        ["PostStartHookError"] = FailureStates.PostStartHookError,
    };

    public static IEnumerable<Observation> Look(ClusterView view, Pod pod)
    {
        foreach (var status in pod.Status.InitContainerStatuses.Concat(pod.Status.ContainerStatuses))
        {
            if (OutOfMemory(view, pod, status) is { } killed)
                yield return killed;
            if (Look(view, pod, status) is { } seen)
                yield return seen;
        }
    }

    private static Observation? Look(ClusterView view, Pod pod, ContainerStatus status)
    {
        var last = status.LastState.Terminated;
        if (status.State.Waiting is { Reason: { } reason } waiting && Waiting.TryGetValue(reason, out var state))
            return Of(view, pod, status, state, $"{Seeing.Words(reason, waiting.Message)}{Ended(last)}", last) with
            { Since = last?.FinishedAt ?? pod.Status.Conditions.Of("Ready")?.LastTransitionTime, Count = Math.Max(1, status.RestartCount) };
        if (status.State.Terminated is { ExitCode: not 0, Reason: not "OOMKilled" } ended && !LeftToJob(pod) && pod.Status.Phase != "Failed")
        {
            var cannot = ended.Reason is not null && Waiting.TryGetValue(ended.Reason, out var known) ? known : FailureStates.ContainerError;
            return Of(view, pod, status, cannot, $"{ended.Reason ?? "failed"}{Ended(ended)}", ended) with { Since = ended.FinishedAt };
        }
        if (IsRestarting(view, status, last))
            return Of(view, pod, status, FailureStates.Restarting, $"restarted {Number(status.RestartCount)} times{Ended(last)}", last) with
            { Since = last!.FinishedAt, Count = status.RestartCount };
        return null;
    }

    private static Observation? OutOfMemory(ClusterView view, Pod pod, ContainerStatus status)
    {
        var killed = status.State.Terminated is { Reason: "OOMKilled" } now ? now
            : status.LastState.Terminated is { Reason: "OOMKilled" } before ? before : null;
        if (killed is null || (status.State.Terminated != killed && killed.FinishedAt is { } at && view.Now - at > Recent && status.State.Waiting is null))
            return null;
        var limit = pod.Spec.Containers.Concat(pod.Spec.InitContainers).FirstOrDefault(c => c.Name == status.Name)?.Resources.Limits.TryGetValue("memory", out var bytes) == true
            ? $" at its limit of {Number(bytes.ToDouble() / (1 << 20))} MiB" : "";
        return Of(view, pod, status, FailureStates.OomKilled, $"was killed for lack of memory{limit}{Ended(killed)}", killed) with
        { Since = killed.FinishedAt, Count = Math.Max(1, status.RestartCount) };
    }

    /// <summary>Restarted several times, the last run was short, and that is not long ago: back-off or not, it does not stay up.</summary>
    private static bool IsRestarting(ClusterView view, ContainerStatus status, ContainerTerminated? last) =>
        status.RestartCount >= ManyRestarts && last is { FinishedAt: { } finished, Reason: not "OOMKilled" } && view.Now - finished <= Recent &&
        last.StartedAt is { } started && finished - started < Recent;

    private static bool LeftToJob(Pod pod) => pod.Metadata.Controller?.Kind == "Job";

    private static Observation Of(
        ClusterView view, Pod pod, ContainerStatus status, FailureState state, string message, ContainerTerminated? ended) =>
        view.Seen(state, "Pod", pod.Metadata, $"container {status.Name} {message}") with
        {
            Details = Seeing.Facts(
                ("container", status.Name), ("image", status.Image), ("node", pod.Spec.NodeName),
                ("exitCode", ended is null ? null : Number(ended.ExitCode)), ("lastReason", ended?.Reason)),
        };

    private static string Ended(ContainerTerminated? ended)
    {
        if (ended is null)
            return "";
        var ran = ended is { StartedAt: { } from, FinishedAt: { } to } && to > from && from > DateTimeOffset.UnixEpoch ? $" after {Number((to - from).TotalSeconds)} s" : "";
        var said = string.IsNullOrWhiteSpace(ended.Message) ? "" : $": {ended.Message.Trim()}";
        return $" (ended with exit code {Number(ended.ExitCode)}{(ended.Reason is null or "Error" ? "" : $", {ended.Reason}")}{ran}{said})";
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}

using System.Text.Json;
using static Pipeline.Simulator.Tables.JsonReading;

namespace Pipeline.Simulator.Tables;

/// <summary>A pod in a few words: "1/2 CrashLoopBackOff".</summary>
/// <param name="Ready">Containers that are ready; init containers that go on running count.</param>
/// <param name="Total">All that could be.</param>
/// <param name="Reason">"Running", "Init:0/1", "Terminating" …</param>
/// <param name="Restarts">Of all containers that count now.</param>
/// <param name="LastRestart">When the last of them ended; null when none has.</param>
/// <remarks>Follows printPod of k8s.io/kubernetes/pkg/printers/internalversion.</remarks>
internal readonly record struct PodSummary(int Ready, int Total, string Reason, long Restarts, DateTimeOffset? LastRestart)
{
    public static PodSummary Of(JsonElement pod)
    {
        var sidecars = pod.Items("spec", "initContainers").Where(c => c.Text("restartPolicy") == "Always").Select(c => c.Text("name")).ToHashSet();
        var gated = pod.Items("status", "conditions").Any(c => c.Text("type") == "PodScheduled" && c.Text("reason") == "SchedulingGated");
        var summary = new PodSummary(
            0, pod.Items("spec", "containers").Length + sidecars.Count,
            gated ? "SchedulingGated" : pod.Text("status", "reason").Or(pod.Text("status", "phase")), 0, null);
        var (initializing, afterInit) = summary.Initialize(pod, sidecars, out var running);
        summary = !initializing || Phrases.IsTrue(pod, "Initialized") ? running.Run(pod) : afterInit;
        if (!pod.Has("metadata", "deletionTimestamp"))
            return summary;
        return pod.Text("status", "reason") == "NodeLost" ? summary with { Reason = "Unknown" }
            : pod.Text("status", "phase") is "Succeeded" or "Failed" ? summary
            : summary with { Reason = "Terminating" };
    }

    /// <summary>Goes through the init containers up to the first that is not done.</summary>
    /// <param name="running">The summary with the sidecars only, to which the main containers are added.</param>
    private (bool Initializing, PodSummary Summary) Initialize(JsonElement pod, HashSet<string> sidecars, out PodSummary running)
    {
        var (all, statuses) = (this, pod.Items("status", "initContainerStatuses"));
        running = this;
        for (var index = 0; index < statuses.Length; index++)
        {
            var container = statuses[index];
            var isSidecar = sidecars.Contains(container.Text("name"));
            all = all.Restarted(container);
            if (isSidecar)
                running = running.Restarted(container);
            if (container.At("state", "terminated") is { } ended && ended.Number("exitCode") == 0)
                continue;
            if (isSidecar && container.Flag("started"))
            {
                var ready = container.Flag("ready") ? 1 : 0;
                (all, running) = (all with { Ready = all.Ready + ready }, running with { Ready = running.Ready + ready });
                continue;
            }
            var reason = container.Has("state", "terminated") ? $"Init:{Ending(container)}"
                : container.Text("state", "waiting", "reason") is { Length: > 0 } waiting and not "PodInitializing" ? $"Init:{waiting}"
                : Format($"Init:{index}/{pod.Items("spec", "initContainers").Length}");
            running = running with { Reason = reason };
            return (true, all with { Reason = reason });
        }
        return (false, all);
    }

    private PodSummary Run(JsonElement pod)
    {
        var (summary, isRunning) = (this, false);
        foreach (var container in pod.Items("status", "containerStatuses").Reverse())
        {
            summary = summary.Restarted(container);
            if (container.Text("state", "waiting", "reason") is { Length: > 0 } waiting)
                summary = summary with { Reason = waiting };
            else if (container.Has("state", "terminated"))
                summary = summary with { Reason = Ending(container) };
            else if (container.Flag("ready") && container.Has("state", "running"))
                (summary, isRunning) = (summary with { Ready = summary.Ready + 1 }, true);
        }
        return summary.Reason == "Completed" && isRunning
            ? summary with { Reason = Phrases.IsTrue(pod, "Ready") ? "Running" : "NotReady" }
            : summary;
    }

    private PodSummary Restarted(JsonElement container)
    {
        var ended = container.Time("lastState", "terminated", "finishedAt");
        return this with
        {
            Restarts = Restarts + container.Number("restartCount"),
            LastRestart = LastRestart is null || ended > LastRestart ? ended ?? LastRestart : LastRestart,
        };
    }

    private static string Ending(JsonElement container)
    {
        var ended = container.GetProperty("state").GetProperty("terminated");
        return ended.Text("reason") is { Length: > 0 } reason ? reason
            : ended.Number("signal") is var signal and not 0 ? Format($"Signal:{signal}")
            : Format($"ExitCode:{ended.Number("exitCode")}");
    }
}

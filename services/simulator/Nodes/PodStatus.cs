using System.Text.Json.Nodes;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Nodes;

/// <summary>Words a pod's status as its kubelet does.</summary>
internal sealed class PodStatus(PodLife pod)
{
    private readonly Dictionary<string, (string Status, DateTimeOffset Since)> _conditions = new(StringComparer.Ordinal);
    private string _written = "";

    /// <summary>The status as it is now; null when it is as it was written last.</summary>
    public JsonObject? Next()
    {
        var status = Compose();
        var text = status.ToJsonString();
        if (text == _written)
            return null;
        _written = text;
        return status;
    }

    /// <summary>What was written last did not arrive.</summary>
    public void Forget() => _written = "";

    /// <summary>Puts a kubelet's status into an object, leaving the conditions of others alone.</summary>
    public static void Merge(JsonObject json, JsonObject status)
    {
        var old = json["status"] as JsonObject ?? [];
        var conditions = status["conditions"]!.AsArray();
        var own = conditions.Select(c => (string?)c!["type"]).ToHashSet();
        if (old["conditions"] is JsonArray before)
        {
            foreach (var foreign in before.Where(c => !own.Contains((string?)c!["type"])))
                conditions.Add(foreign!.DeepClone());
        }
        foreach (var (name, value) in old)
        {
            if (name is "resize" or "resourceClaimStatuses" or "ephemeralContainerStatuses")
                status[name] = value?.DeepClone();
        }
        json["status"] = status;
    }

    private JsonObject Compose()
    {
        var phase = Phase();
        var status = new JsonObject { ["phase"] = phase };
        var conditions = Conditions(phase);
        status["conditions"] = conditions;
        if (pod.Failure is { } failure)
            (status["message"], status["reason"]) = (failure.Message, failure.Reason);
        status["hostIP"] = pod.Kubelet.Ip;
        status["hostIPs"] = new JsonArray(new JsonObject { ["ip"] = pod.Kubelet.Ip });
        if (pod.Ip.Length > 0)
        {
            status["podIP"] = pod.Ip;
            status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = pod.Ip });
        }
        status["startTime"] = pod.StartTime.ToApiTime();
        if (pod.Failure is not { Reason: "Evicted" } || pod.Ip.Length > 0)
        {
            if (pod.InitContainers.Count > 0)
                status["initContainerStatuses"] = new JsonArray([.. pod.InitContainers.Select(Container)]);
            status["containerStatuses"] = new JsonArray([.. pod.Containers.Select(Container)]);
        }
        status["qosClass"] = pod.QosClass;
        return status;
    }

    private string Phase()
    {
        if (pod.Failure is not null)
            return "Failed";
        if (pod.InitContainers.Any(i => !i.Passed && !(i.Spec.IsSidecar && pod.Containers.Any(c => c.LastRun is not null))))
            return pod.InitContainers.Any(i => i.Done && i.Exit is { Code: not 0 } && !i.Spec.IsSidecar) ? "Failed" : "Pending";
        if (pod.Containers.Any(c => c is { Run: null, Exit: null, LastExit: null }))
            return "Pending";
        if (!pod.Containers.All(c => c.Done || (pod.IsEnding && c.Run is null)))
            return "Running";
        return pod.Containers.All(c => (c.Exit ?? c.LastExit) is { Code: 0 }) ? "Succeeded" : "Failed";
    }

    private JsonArray Conditions(string phase)
    {
        var initialized = pod.InitContainers.All(i => i.Passed || (i.Spec.IsSidecar && i.LastRun is not null && pod.Containers.Any(c => c.LastRun is not null)));
        var unready = pod.Containers.Where(c => !c.Ready).Select(c => c.Spec.Name).ToList();
        var (ready, reason, message) = phase switch
        {
            "Succeeded" => (false, "PodCompleted", null),
            "Failed" => (false, "PodFailed", null),
            _ when unready.Count > 0 => (false, "ContainersNotReady", $"containers with unready status: [{string.Join(' ', unready)}]"),
            _ => (true, (string?)null, (string?)null),
        };
        var conditions = new JsonArray
        {
            Condition("PodReadyToStartContainers", pod.Ip.Length > 0 && phase is not ("Succeeded" or "Failed")),
            initialized
                ? Condition("Initialized", true, phase == "Succeeded" ? "PodCompleted" : null)
                : Condition("Initialized", false, "ContainersNotInitialized",
                    $"containers with incomplete status: [{string.Join(' ', pod.InitContainers.Where(i => !i.Passed).Select(i => i.Spec.Name))}]"),
            Condition("Ready", ready, reason, message),
            Condition("ContainersReady", ready, reason, message),
        };
        if (pod.Failure is { Reason: "Evicted" } evicted)
            conditions.Add(Condition("DisruptionTarget", true, "TerminationByKubelet", evicted.Message));
        return conditions;
    }

    private JsonObject Condition(string type, bool holds, string? reason = null, string? message = null)
    {
        var value = holds ? "True" : "False";
        if (!_conditions.TryGetValue(type, out var known) || known.Status != value)
            _conditions[type] = known = (value, pod.Now);
        var condition = new JsonObject
        {
            ["type"] = type,
            ["status"] = value,
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = known.Since.ToApiTime(),
        };
        if (reason is not null)
            condition["reason"] = reason;
        if (message is not null)
            condition["message"] = message;
        return condition;
    }

    private JsonObject Container(ContainerLife container)
    {
        var status = new JsonObject
        {
            ["name"] = container.Spec.Name,
            ["state"] = State(container),
            ["lastState"] = container.LastExit is { } last ? Terminated(last) : new JsonObject(),
            ["ready"] = container.Spec.IsInit && !container.Spec.IsSidecar ? container.Passed : container.Ready,
            ["restartCount"] = container.Restarts,
            ["image"] = container.Spec.Image,
            ["imageID"] = container.ImageId,
            ["started"] = container.Run is not null && container.Started,
        };
        if ((container.Run?.Id ?? container.Exit?.Id ?? container.LastExit?.Id) is { } id)
            status["containerID"] = id;
        return status;
    }

    private static JsonObject State(ContainerLife container)
    {
        if (container.Run is { } run)
            return new JsonObject { ["running"] = new JsonObject { ["startedAt"] = run.StartedAt.ToApiTime() } };
        if (container.Exit is { } exit)
            return Terminated(exit);
        var waiting = new JsonObject { ["reason"] = container.Waiting?.Reason ?? "ContainerCreating" };
        if (container.Waiting?.Message is { } message)
            waiting["message"] = message;
        return new JsonObject { ["waiting"] = waiting };
    }

    private static JsonObject Terminated(ContainerExit exit)
    {
        var terminated = new JsonObject
        {
            ["exitCode"] = exit.Code,
            ["reason"] = exit.Reason,
            ["startedAt"] = (exit.StartedAt ?? DateTimeOffset.UnixEpoch).ToApiTime(),
            ["finishedAt"] = exit.FinishedAt.ToApiTime(),
            ["containerID"] = exit.Id,
        };
        if (exit.Message is { } message)
            terminated["message"] = message;
        return new JsonObject { ["terminated"] = terminated };
    }
}

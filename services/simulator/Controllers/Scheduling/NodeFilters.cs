using Pipeline.Simulator.Controllers.Nodes;

namespace Pipeline.Simulator.Controllers.Scheduling;

/// <summary>Whether a node takes a pod, for what the node is by itself: in the order and the words of the real scheduler's plugins.</summary>
public static class NodeFilters
{
    private static readonly Taint Unschedulable = new("node.kubernetes.io/unschedulable", "", "NoSchedule");
    private static readonly NodeRefusal Cordoned = new("node(s) were unschedulable", true);
    private static readonly NodeRefusal OtherNode = new("node(s) didn't match Pod's node affinity/selector", true);
    private static readonly NodeRefusal PortsTaken = new("node(s) didn't have free ports for the requested pod ports", false);

    /// <summary>Null when it takes it.</summary>
    public static NodeRefusal? Refuse(PendingPod pod, NodeState state)
    {
        var node = state.Node!;
        if (node.IsUnschedulable && !pod.Tolerates(Unschedulable))
            return Cordoned;
        foreach (var taint in node.Taints)
        {
            if (taint.Effect is "NoSchedule" or "NoExecute" && !pod.Tolerates(taint))
                return new NodeRefusal($"node(s) had untolerated taint {{{taint.Key}: {taint.Value}}}", true);
        }
        if (!MatchesAffinity(pod, node))
            return OtherNode;
        if (pod.HostPorts.Count > 0 && state.HasPorts && state.Ports.Any(taken => pod.HostPorts.Any(taken.Clashes)))
            return PortsTaken;
        return RefuseResources(pod, state);
    }

    public static bool MatchesAffinity(PendingPod pod, NodeView node)
    {
        foreach (var (key, value) in pod.NodeSelector)
        {
            if (!node.Labels.TryGetValue(key, out var actual) || actual != value)
                return false;
        }
        return pod.Nodes?.Matches(node.Name, node.Labels) ?? true;
    }

    private static NodeRefusal? RefuseResources(PendingPod pod, NodeState state)
    {
        var (asked, used, all) = (pod.Pod.Requests, state.Requested, state.Node!.Allocatable);
        List<string>? reasons = null;
        var final = false;
        if (state.Pods.Count + 1 > state.Node.MostPods)
            (reasons ??= []).Add("Too many pods");
        Check("cpu", asked.MilliCpu, used.MilliCpu, all.MilliCpu);
        Check("memory", asked.Memory, used.Memory, all.Memory);
        Check("ephemeral-storage", asked.EphemeralStorage, used.EphemeralStorage, all.EphemeralStorage);
        if (asked.Extended is not null)
        {
            foreach (var (name, amount) in asked.Extended)
                Check(name, amount, used.Extended?.GetValueOrDefault(name) ?? 0, all.Extended?.GetValueOrDefault(name) ?? 0);
        }
        return reasons is null ? null : new NodeRefusal(reasons, final);

        void Check(string name, long wanted, long taken, long allocatable)
        {
            if (wanted <= 0 || wanted <= allocatable - taken)
                return;
            (reasons ??= []).Add($"Insufficient {name}");
            final |= wanted > allocatable;
        }
    }
}

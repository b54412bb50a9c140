using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Nodes;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Controllers.Scheduling;

/// <summary>Gives each pod a node, one pod after the other.</summary>
public sealed class Scheduler
{
    private const string Name = "default-scheduler";
    private static readonly WriteOptions Own = new("system:kube-scheduler", "kube-scheduler");
    private static readonly WriteOptions OwnStatus = Own with { Subresource = "status" };
    private static readonly WriteOptions Binding = Own with { Subresource = "binding" };
    private static readonly TimeSpan OldCheck = TimeSpan.FromSeconds(30);
    private static readonly NodeRefusal NotNamed = new("node(s) didn't satisfy plugin(s) [NodeAffinity]", true);
    private readonly ControllerContext _context;
    private readonly NodeStates _states = new();
    private readonly PodsInLine _line;
    private readonly VolumeWaits _waits;
    private readonly Dictionary<string, PendingPod> _nominated = new(StringComparer.Ordinal);

    public Scheduler(ControllerContext context)
    {
        _context = context;
        _line = new PodsInLine(context.Loop, Schedule);
        _waits = new VolumeWaits(context, Own, Bind, Fail);
    }

    private Informers Informers => _context.Informers;

    public void Start()
    {
        Informers.Nodes.OnChange(HearNode);
        Informers.Pods.OnChange(HearPod);
        Informers.Claims.OnChange((_, claim) =>
        {
            _waits.Hear(claim);
            RecallWithVolumes();
        });
        Informers.Volumes.OnChange((_, _) => RecallWithVolumes());
        Informers.StorageClasses.OnChange((_, _) => RecallWithVolumes());
        _context.Loop.Every(OldCheck, _line.RecallOld);
    }

    private static bool IsMine(PodView pod) =>
        pod.NodeName.Length == 0 && !pod.IsFinished && !pod.IsBeingDeleted && (pod.Spec.Text("schedulerName") ?? Name) == Name
        && !pod.Spec.Items("schedulingGates").Any();

    private void HearNode(NodeView? before, NodeView? after)
    {
        _states.Hear(before, after);
        if (after is not null && (before is null || !after.SchedulesLike(before)))
            _line.Recall(_ => true);
    }

    private void HearPod(PodView? before, PodView? after)
    {
        _states.Hear(before, after);
        var uid = (after ?? before)!.Uid;
        if (after is not null && IsMine(after))
        {
            _line.Take(after);
            return;
        }
        _line.Drop(uid);
        _nominated.Remove(uid);
        _waits.Drop(uid);
        if (after is null or { IsFinished: true })
        {
            if (before is { NodeName.Length: > 0, IsFinished: false })
                _line.Recall(_ => true);
        }
        else if (before is null or { NodeName.Length: 0 })
        {
            _line.Recall(p => p.Near.Count + p.Spread.Count > 0);
        }
    }

    private void RecallWithVolumes() => _line.Recall(p => p.Pod.Spec.Items("volumes").Any());

    private void Schedule(PendingPod pod)
    {
        if (_waits.Has(pod.Pod.Uid))
            return;
        var nodes = _states.Known;
        if (nodes.Length == 0)
        {
            Fail(pod, FitMessage.NoNodes);
            return;
        }
        var volumes = pod.Pod.Spec.Items("volumes").Any() ? new VolumeFilters(pod.Pod, Informers) : null;
        if (volumes?.PodRefusal is { } unready)
        {
            var useless = new Preemption(Informers, nodes).Find(pod, new Dictionary<string, NodeRefusal>(), _ => null);
            Fail(pod, $"{FitMessage.OfPod(nodes.Length, unready)} {useless.Message}");
            return;
        }
        var (feasible, refusals) = Filter(pod, nodes, volumes);
        if (feasible.Count == 0)
        {
            Preempt(pod, nodes, volumes, refusals);
            return;
        }
        var node = feasible.Find(n => n.Name == pod.NominatedNode) ?? new NodeScores(pod, nodes).Best(feasible, _context.Random);
        _states.Put(pod.Pod, node.Name);
        if (volumes?.Plan(node) is { Count: > 0 } plan)
            _waits.Begin(pod, node.Name, plan);
        else
            Bind(pod, node.Name);
    }

    private (List<NodeState> Feasible, Dictionary<string, NodeRefusal> Refusals) Filter(PendingPod pod, NodeState[] nodes, VolumeFilters? volumes)
    {
        var topology = NeedsTopology(pod) ? new TopologyFilters(pod, nodes) : null;
        var (feasible, refusals) = (new List<NodeState>(nodes.Length), new Dictionary<string, NodeRefusal>(StringComparer.Ordinal));
        var named = pod.Nodes?.NamedNodes();
        foreach (var node in nodes)
        {
            var refusal = named?.Contains(node.Name) == false
                ? NotNamed
                : NodeFilters.Refuse(pod, WithNominated(pod, node)) ?? volumes?.Refuse(node) ?? topology?.Refuse(node);
            if (refusal is null)
                feasible.Add(node);
            else
                refusals[node.Name] = refusal;
        }
        return (feasible, refusals);
    }

    private bool NeedsTopology(PendingPod pod) => pod.Spread.Count + pod.Near.Count + pod.Apart.Count > 0 || _states.AnyApart;

    /// <summary>A node as it will be once the pods that others were evicted for are on it.</summary>
    private NodeState WithNominated(PendingPod pod, NodeState node)
    {
        if (_nominated.Count == 0)
            return node;
        NodeState? with = null;
        foreach (var other in _nominated.Values)
        {
            if (other.NominatedNode == node.Name && other.Pod.Uid != pod.Pod.Uid && other.Pod.Priority >= pod.Pod.Priority)
                (with ??= node.Without(new HashSet<string>())).Add(other.Pod);
        }
        return with ?? node;
    }

    private void Bind(PendingPod pod, string node)
    {
        try
        {
            var bound = false;
            var written = _context.Cluster.Modify(Kinds.Pod, pod.Pod.Namespace, pod.Pod.Name, json =>
            {
                bound = (string?)json["metadata"]!["uid"] == pod.Pod.Uid && json["spec"]!["nodeName"] is null;
                if (!bound)
                    return;
                json["spec"]!["nodeName"] = node;
                SetScheduled(json, "True", null, null);
            }, Binding);
            if (written is not null && bound)
                _context.Events.RecordAction(written, "Normal", "Scheduled", "Binding", $"Successfully assigned {pod.Pod.Key} to {node}", Name);
            else
                _states.Take(pod.Pod.Uid); // it is gone, or somebody bound it: what is true is heard
        }
        catch (StatusException e)
        {
            _states.Take(pod.Pod.Uid);
            Fail(pod, $"running Bind plugin \"DefaultBinder\": {e.Message}");
        }
    }

    private void Preempt(PendingPod pod, NodeState[] nodes, VolumeFilters? volumes, Dictionary<string, NodeRefusal> refusals)
    {
        var message = FitMessage.Of(nodes.Length, refusals.Values.SelectMany(r => r.Reasons));
        var outcome = new Preemption(Informers, nodes).Find(pod, refusals, node =>
            NodeFilters.Refuse(pod, WithNominated(pod, node)) ?? volumes?.Refuse(node)
            ?? (NeedsTopology(pod) ? new TopologyFilters(pod, [.. nodes.Select(n => n.Name == node.Name ? node : n)]).Refuse(node) : null));
        if (outcome.Node is not { } chosen)
        {
            Fail(pod, outcome.Message.Length == 0 ? message : $"{message} {outcome.Message}");
            return;
        }
        pod.NominatedNode = chosen.Name;
        _nominated[pod.Pod.Uid] = pod;
        Fail(pod, message);
        foreach (var victim in outcome.Victims)
            Evict(victim, pod, chosen.Name);
    }

    private void Evict(PodView victim, PendingPod by, string node)
    {
        try
        {
            _context.Cluster.Modify(Kinds.Pod, victim.Namespace, victim.Name, json => PodConditions.Set(
                json, "DisruptionTarget", "True", "PreemptionByScheduler", $"{Name}: preempting to accommodate a higher priority pod",
                _context.Loop.GetUtcNow()), OwnStatus);
            _context.Cluster.Delete(Kinds.Pod, victim.Namespace, victim.Name, new DeleteOptions(Own.User, Uid: victim.Uid));
            _context.Events.RecordAction(victim.Stored, "Normal", "Preempted", "Preempting", $"Preempted by pod {by.Pod.Uid} on node {node}", Name);
        }
        catch (StatusException)
        {
            // it is gone, or may not go: the pod's next turn sees
        }
    }

    private void Fail(PendingPod pod, string message)
    {
        _states.Take(pod.Pod.Uid);
        if (_line.Find(pod.Pod.Uid) is null)
            return; // deleted meanwhile
        _line.Refuse(pod);
        _context.Events.RecordAction(pod.Pod.Stored, "Warning", "FailedScheduling", "Scheduling", message, Name);
        try
        {
            _context.Cluster.Modify(Kinds.Pod, pod.Pod.Namespace, pod.Pod.Name, json =>
            {
                if (json["spec"]!["nodeName"] is not null)
                    return;
                SetScheduled(json, "False", "Unschedulable", message);
                if (pod.NominatedNode is { } nominated)
                    json["status"]!["nominatedNodeName"] = nominated;
            }, OwnStatus);
        }
        catch (StatusException)
        {
            // the condition is written with the next attempt
        }
    }

    private void SetScheduled(JsonObject pod, string status, string? reason, string? message) =>
        PodConditions.Set(pod, "PodScheduled", status, reason, message, _context.Loop.GetUtcNow());
}

using Pipeline.Simulator.Controllers.Nodes;
using Pipeline.Simulator.Controllers.Reading;

namespace Pipeline.Simulator.Controllers.Scheduling;

/// <summary>All nodes with what is on them, as the scheduler believes: what it has just decided is in it already.</summary>
public sealed class NodeStates
{
    private readonly SortedDictionary<string, NodeState> _all = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _nodeOf = new(StringComparer.Ordinal);
    private NodeState[]? _known;

    /// <summary>The nodes that exist, by name.</summary>
    public NodeState[] Known => _known ??= [.. _all.Values.Where(n => n.Node is not null)];

    /// <summary>Whether any pod on a node requires others to stay away from it.</summary>
    public bool AnyApart => Array.Exists(Known, n => n.HasApart);

    public NodeState? Find(string name) => _all.GetValueOrDefault(name);

    public void Hear(NodeView? before, NodeView? after)
    {
        var name = (after ?? before)!.Name;
        Of(name).Node = after;
        _known = null;
        Drop(name);
    }

    /// <summary>Puts a pod where it is bound to, or takes it away when it is done.</summary>
    public void Hear(PodView? before, PodView? after)
    {
        if (after is { IsFinished: false, NodeName.Length: > 0 })
        {
            Put(after, after.NodeName);
            return;
        }
        if (after is null or { IsFinished: true })
            Take((after ?? before)!.Uid);
    }

    /// <summary>Puts a pod onto a node, before the API knows.</summary>
    public void Put(PodView pod, string node)
    {
        if (_nodeOf.TryGetValue(pod.Uid, out var old) && old != node)
            Take(pod.Uid);
        _nodeOf[pod.Uid] = node;
        Of(node).Add(pod);
    }

    public void Take(string uid)
    {
        if (!_nodeOf.Remove(uid, out var node))
            return;
        Of(node).Remove(uid);
        Drop(node);
    }

    private NodeState Of(string name)
    {
        if (!_all.TryGetValue(name, out var state))
            _all[name] = state = new NodeState(name);
        return state;
    }

    private void Drop(string name)
    {
        if (_all.TryGetValue(name, out var state) && state.Node is null && state.Pods.Count == 0)
            _all.Remove(name);
    }
}

using Pipeline.Simulator.Controllers.Nodes;
using Pipeline.Simulator.Controllers.Reading;

namespace Pipeline.Simulator.Controllers.Scheduling;

/// <summary>A node with what is on it, kept up to date pod by pod.</summary>
public sealed class NodeState(string name)
{
    private readonly Dictionary<string, PodView> _pods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _byOwner = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<HostPort>> _ports = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<PodAffinityTerm>> _apart = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    /// <summary>Null while only its pods are known.</summary>
    public NodeView? Node { get; set; }

    public PodRequests Requested { get; private set; } = PodRequests.None;

    public IReadOnlyCollection<PodView> Pods => _pods.Values;

    public IEnumerable<HostPort> Ports => _ports.Values.SelectMany(p => p);

    /// <summary>Pods here that require others to stay away.</summary>
    public IEnumerable<(PodView Pod, IReadOnlyList<PodAffinityTerm> Terms)> Apart => _apart.Select(a => (_pods[a.Key], a.Value));

    public bool HasApart => _apart.Count > 0;

    public bool HasPorts => _ports.Count > 0;

    /// <summary>Pods here of a workload.</summary>
    public int OfOwner(string uid) => _byOwner.GetValueOrDefault(uid);

    public void Add(PodView pod)
    {
        Remove(pod.Uid);
        _pods[pod.Uid] = pod;
        Requested += pod.Requests;
        if (pod.Controller is { } owner)
            _byOwner[owner.Uid] = _byOwner.GetValueOrDefault(owner.Uid) + 1;
        if (HostPort.AllOf(pod.Spec) is { Count: > 0 } ports)
            _ports[pod.Uid] = ports;
        if (PodAffinityTerm.Required(pod, pod.Spec.At("affinity").At("podAntiAffinity")) is { Count: > 0 } apart)
            _apart[pod.Uid] = apart;
    }

    public void Remove(string uid)
    {
        if (!_pods.Remove(uid, out var pod))
            return;
        Requested -= pod.Requests;
        if (pod.Controller is { } owner && _byOwner.TryGetValue(owner.Uid, out var count))
        {
            if (count > 1)
                _byOwner[owner.Uid] = count - 1;
            else
                _byOwner.Remove(owner.Uid);
        }
        _ports.Remove(uid);
        _apart.Remove(uid);
    }

    /// <summary>A copy without some of its pods: what the node would be after a preemption.</summary>
    public NodeState Without(IReadOnlySet<string> uids)
    {
        var copy = new NodeState(Name) { Node = Node };
        foreach (var pod in _pods.Values)
        {
            if (!uids.Contains(pod.Uid))
                copy.Add(pod);
        }
        return copy;
    }
}

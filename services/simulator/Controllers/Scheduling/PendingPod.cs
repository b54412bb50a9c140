using Pipeline.Simulator.Controllers.Nodes;
using Pipeline.Simulator.Controllers.Reading;

namespace Pipeline.Simulator.Controllers.Scheduling;

/// <summary>A pod that waits for a node, with its wishes parsed once.</summary>
public sealed class PendingPod
{
    public PendingPod(PodView pod, long arrival)
    {
        (Pod, Arrival) = (pod, arrival);
        NodeSelector = pod.Spec.Texts("nodeSelector");
        Tolerations = Toleration.AllOf(pod.Spec);
        var affinity = pod.Spec.At("affinity");
        var required = affinity.At("nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
        Nodes = required.Exists() ? NodeAffinity.Of(required) : null;
        PreferredNodes =
        [
            .. affinity.At("nodeAffinity").Items("preferredDuringSchedulingIgnoredDuringExecution")
                .Select(p => (NodeAffinity.OfTerm(p.At("preference")), p.Whole("weight") ?? 0)),
        ];
        Near = PodAffinityTerm.Required(pod, affinity.At("podAffinity"));
        Apart = PodAffinityTerm.Required(pod, affinity.At("podAntiAffinity"));
        PreferredNear = PodAffinityTerm.Preferred(pod, affinity.At("podAffinity"));
        PreferredApart = PodAffinityTerm.Preferred(pod, affinity.At("podAntiAffinity"));
        Spread = SpreadConstraint.Required(pod);
        HostPorts = HostPort.AllOf(pod.Spec);
        MayPreempt = pod.Spec.Text("preemptionPolicy") != "Never";
    }

    public PodView Pod { get; }

    /// <summary>Order of arrival in the queue.</summary>
    public long Arrival { get; }

    /// <summary>Failed attempts so far.</summary>
    public int Attempts { get; set; }

    /// <summary>Not tried again before.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>When it was last found unschedulable.</summary>
    public DateTimeOffset RefusedAt { get; set; }

    /// <summary>Node that others were evicted from for it; null for none.</summary>
    public string? NominatedNode { get; set; }

    public IReadOnlyDictionary<string, string> NodeSelector { get; }

    public IReadOnlyList<Toleration> Tolerations { get; }

    /// <summary>Required node affinity; null for none.</summary>
    public NodeAffinity? Nodes { get; }

    public IReadOnlyList<(NodeAffinity Preference, int Weight)> PreferredNodes { get; }

    public IReadOnlyList<PodAffinityTerm> Near { get; }

    public IReadOnlyList<PodAffinityTerm> Apart { get; }

    public IReadOnlyList<PodAffinityTerm> PreferredNear { get; }

    public IReadOnlyList<PodAffinityTerm> PreferredApart { get; }

    public IReadOnlyList<SpreadConstraint> Spread { get; }

    public IReadOnlyList<HostPort> HostPorts { get; }

    public bool MayPreempt { get; }

    public bool Tolerates(Taint taint)
    {
        foreach (var toleration in Tolerations)
        {
            if (toleration.Tolerates(taint))
                return true;
        }
        return false;
    }
}

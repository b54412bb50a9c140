using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Running;

namespace Pipeline.Simulator.Controllers.Scheduling;

/// <summary>Finds the node where evicting the least important pods makes room for a more important one.</summary>
public sealed class Preemption(Informers informers, NodeState[] nodes)
{
    private const string NotHelpful = "Preemption is not helpful for scheduling";
    private const string NoVictims = "No preemption victims found for incoming pod";

    /// <summary>What came of it.</summary>
    /// <param name="Node">Where there would be room; null when nowhere.</param>
    /// <param name="Message">Why nowhere, for the event; empty otherwise.</param>
    public sealed record Outcome(NodeState? Node, IReadOnlyList<PodView> Victims, string Message);

    /// <param name="refusals">Why each node did not take the pod.</param>
    /// <param name="refuse">The filters, for a node as it would be.</param>
    public Outcome Find(PendingPod pod, IReadOnlyDictionary<string, NodeRefusal> refusals, Func<NodeState, NodeRefusal?> refuse)
    {
        if (!pod.MayPreempt)
            return Nowhere("preemption: not eligible due to preemptionPolicy=Never.");
        if (pod.NominatedNode is { } nominated && nodes.FirstOrDefault(n => n.Name == nominated) is { } expected
            && expected.Pods.Any(p => p.IsBeingDeleted && p.Priority < pod.Pod.Priority))
            return Nowhere("preemption: not eligible due to a terminating pod on the nominated node.");
        var (reasons, candidates) = (new List<string>(), new List<(NodeState Node, List<PodView> Victims)>());
        foreach (var node in nodes)
        {
            if (!refusals.TryGetValue(node.Name, out var refusal) || refusal.IsFinal)
            {
                reasons.Add(NotHelpful);
                continue;
            }
            if (VictimsOn(node, pod, refuse, reasons) is { } victims)
                candidates.Add((node, victims));
        }
        if (candidates.Count == 0)
            return Nowhere("preemption: " + FitMessage.Of(nodes.Length, reasons));
        var best = candidates
            .OrderBy(c => c.Victims.Count(IsProtected)).ThenBy(c => c.Victims.Max(v => v.Priority)).ThenBy(c => c.Victims.Sum(v => (long)v.Priority))
            .ThenBy(c => c.Victims.Count).ThenByDescending(c => c.Victims.Max(v => v.Created)).First();
        return new(best.Node, best.Victims, "");
    }

    /// <summary>The fewest and least important pods whose absence makes the node take the pod; null when there are none.</summary>
    private List<PodView>? VictimsOn(NodeState node, PendingPod pod, Func<NodeState, NodeRefusal?> refuse, List<string> reasons)
    {
        var lower = node.Pods.Where(p => p.Priority < pod.Pod.Priority).ToDictionary(p => p.Uid, StringComparer.Ordinal);
        if (lower.Count == 0)
        {
            reasons.Add(NoVictims);
            return null;
        }
        var gone = lower.Keys.ToHashSet(StringComparer.Ordinal);
        if (refuse(node.Without(gone)) is { } refusal)
        {
            reasons.AddRange(refusal.Reasons);
            return null;
        }
        // what fits beside the pod may stay, those that a budget protects and the most important first
        foreach (var other in lower.Values.OrderByDescending(IsProtected).ThenByDescending(p => p.Priority).ThenBy(p => p.Created))
        {
            gone.Remove(other.Uid);
            if (refuse(node.Without(gone)) is not null)
                gone.Add(other.Uid);
        }
        return [.. lower.Values.Where(p => gone.Contains(p.Uid))];
    }

    private bool IsProtected(PodView pod) =>
        informers.Budgets.InNamespace(pod.Namespace).Any(b => b.DisruptionsAllowed == 0 && b.Selector.Matches(pod.Labels));

    private static Outcome Nowhere(string message) => new(null, [], message);
}

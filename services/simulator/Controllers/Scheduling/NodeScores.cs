namespace Pipeline.Simulator.Controllers.Scheduling;

/// <summary>Which of the nodes that take a pod is best: the default plugins' scores and weights, without that of images.</summary>
public sealed class NodeScores(PendingPod pod, NodeState[] all)
{
    private const long DefaultMilliCpu = 100; // a pod that asks for nothing counts as if it asked for this
    private const long DefaultMemory = 200L * 1024 * 1024;
    private const string Zone = "topology.kubernetes.io/zone";
    private const int TaintWeight = 3;
    private const int AffinityWeight = 2;
    private const int SpreadWeight = 2;

    /// <summary>The best; one of them by chance when several are.</summary>
    public NodeState Best(IReadOnlyList<NodeState> candidates, Random random)
    {
        if (candidates.Count == 1)
            return candidates[0];
        var scores = new double[candidates.Count];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = Room(candidates[i]);
        AddNormalized(
            scores, candidates, n => n.Node!.Taints.Count(t => t.Effect == "PreferNoSchedule" && !pod.Tolerates(t)), TaintWeight, fewerIsBetter: true);
        if (pod.PreferredNodes.Count > 0)
        {
            AddNormalized(
                scores, candidates, n => pod.PreferredNodes.Where(p => p.Preference.Matches(n.Name, n.Node!.Labels)).Sum(p => p.Weight),
                AffinityWeight, fewerIsBetter: false);
        }
        if (pod.PreferredNear.Count + pod.PreferredApart.Count > 0)
            AddPodPreferences(scores, candidates);
        if (pod.Pod.Controller is { } owner)
            AddSpread(scores, candidates, owner.Uid);
        var best = scores.Max();
        var equals = Enumerable.Range(0, scores.Length).Where(i => scores[i] == best).ToList();
        return candidates[equals.Count == 1 ? equals[0] : equals[random.Next(equals.Count)]];
    }

    /// <summary>Least allocated and most balanced, each of 100.</summary>
    private double Room(NodeState node)
    {
        var (asked, used, have) = (pod.Pod.Requests, node.Requested, node.Node!.Allocatable);
        var cpu = Part(used.MilliCpu + Math.Max(asked.MilliCpu, asked.MilliCpu == 0 ? DefaultMilliCpu : 0), have.MilliCpu);
        var memory = Part(used.Memory + Math.Max(asked.Memory, asked.Memory == 0 ? DefaultMemory : 0), have.Memory);
        return Math.Floor(((1 - cpu) + (1 - memory)) / 2 * 100) + Math.Floor((1 - (Math.Abs(cpu - memory) / 2)) * 100);
    }

    private void AddSpread(double[] scores, IReadOnlyList<NodeState> candidates, string owner)
    {
        Dictionary<string, int>? zones = null;
        foreach (var node in all)
        {
            if (node.Node!.Labels.TryGetValue(Zone, out var zone) && node.OfOwner(owner) is var count and > 0)
                (zones ??= new(StringComparer.Ordinal))[zone] = zones.GetValueOrDefault(zone) + count;
        }
        AddNormalized(
            scores, candidates,
            n => (n.OfOwner(owner) * 2) + (zones is not null && n.Node!.Labels.TryGetValue(Zone, out var zone) ? zones.GetValueOrDefault(zone) : 0),
            SpreadWeight, fewerIsBetter: true);
    }

    private void AddPodPreferences(double[] scores, IReadOnlyList<NodeState> candidates)
    {
        var values = new Dictionary<(string, string), int>();
        foreach (var (term, sign) in pod.PreferredNear.Select(t => (t, 1)).Concat(pod.PreferredApart.Select(t => (t, -1))))
        {
            foreach (var node in all)
            {
                if (node.Node!.Labels.TryGetValue(term.TopologyKey, out var value) && node.Pods.Count(term.Selects) is var count and > 0)
                    values[(term.TopologyKey, value)] = values.GetValueOrDefault((term.TopologyKey, value)) + (sign * term.Weight * count);
            }
        }
        AddNormalized(
            scores, candidates,
            n => values.Where(v => n.Node!.Labels.TryGetValue(v.Key.Item1, out var value) && value == v.Key.Item2).Sum(v => v.Value),
            AffinityWeight, fewerIsBetter: false);
    }

    private static void AddNormalized(double[] scores, IReadOnlyList<NodeState> candidates, Func<NodeState, int> measure, int weight, bool fewerIsBetter)
    {
        var raw = new int[scores.Length];
        for (var i = 0; i < raw.Length; i++)
            raw[i] = measure(candidates[i]);
        var (least, most) = (raw.Min(), raw.Max());
        if (least == most)
            return; // the same for all
        for (var i = 0; i < raw.Length; i++)
        {
            var part = Math.Floor(100.0 * (raw[i] - least) / (most - least));
            scores[i] += weight * (fewerIsBetter ? 100 - part : part);
        }
    }

    private static double Part(long used, long all) => all <= 0 ? 1 : Math.Min(1, (double)used / all);
}

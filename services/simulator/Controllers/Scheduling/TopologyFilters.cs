using Pipeline.Simulator.Controllers.Reading;

namespace Pipeline.Simulator.Controllers.Scheduling;

/// <summary>Whether a node takes a pod, for what lies on other nodes: spread and affinity between pods. Counts once for all nodes.</summary>
public sealed class TopologyFilters
{
    private static readonly NodeRefusal Uneven = new("node(s) didn't match pod topology spread constraints", false);
    private static readonly NodeRefusal Unlabelled = new("node(s) didn't match pod topology spread constraints (missing required label)", true);
    private static readonly NodeRefusal NotNear = new("node(s) didn't match pod affinity rules", true);
    private static readonly NodeRefusal NotApart = new("node(s) didn't match pod anti-affinity rules", false);
    private static readonly NodeRefusal Unwelcome = new("node(s) didn't satisfy existing pods anti-affinity rules", false);
    private readonly PendingPod _pod;
    private readonly NodeState[] _nodes;
    private readonly List<(SpreadConstraint Constraint, Dictionary<string, int> Counts, int Fewest)> _spread = [];
    private readonly List<(PodAffinityTerm Term, HashSet<string> Values)> _near = [];
    private readonly List<(PodAffinityTerm Term, HashSet<string> Values)> _apart = [];
    private readonly HashSet<(string Key, string Value)> _unwelcome = [];

    public TopologyFilters(PendingPod pod, NodeState[] nodes)
    {
        (_pod, _nodes) = (pod, nodes);
        foreach (var constraint in pod.Spread)
            CountSpread(constraint);
        foreach (var term in pod.Near)
            _near.Add((term, ValuesWith(term)));
        foreach (var term in pod.Apart)
            _apart.Add((term, ValuesWith(term)));
        foreach (var node in nodes)
        {
            if (node.HasApart)
                CountUnwelcome(node);
        }
    }

    /// <summary>Null when the node takes it.</summary>
    public NodeRefusal? Refuse(NodeState node)
    {
        var labels = node.Node!.Labels;
        foreach (var (constraint, counts, fewest) in _spread)
        {
            if (!labels.TryGetValue(constraint.TopologyKey, out var value))
                return Unlabelled;
            var self = constraint.Selector.Matches(_pod.Pod.Labels) ? 1 : 0;
            if (counts.GetValueOrDefault(value) + self - fewest > constraint.MaxSkew)
                return Uneven;
        }
        if (_near.Count > 0 && !IsNear(labels))
            return NotNear;
        foreach (var (term, values) in _apart)
        {
            if (labels.TryGetValue(term.TopologyKey, out var value) && values.Contains(value))
                return NotApart;
        }
        foreach (var (key, value) in _unwelcome)
        {
            if (labels.TryGetValue(key, out var actual) && actual == value)
                return Unwelcome;
        }
        return null;
    }

    private bool IsNear(IReadOnlyDictionary<string, string> labels)
    {
        var near = true;
        foreach (var (term, values) in _near)
        {
            if (!labels.TryGetValue(term.TopologyKey, out var value))
                return false;
            near &= values.Contains(value);
        }
        // the first of a group that wants to be together may go anywhere
        return near || (_near.All(n => n.Values.Count == 0) && _near.All(n => n.Term.Selects(_pod.Pod)));
    }

    private void CountSpread(SpreadConstraint constraint)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in _nodes)
        {
            if (!node.Node!.Labels.TryGetValue(constraint.TopologyKey, out var value) || !NodeFilters.MatchesAffinity(_pod, node.Node))
                continue;
            counts[value] = counts.GetValueOrDefault(value) + node.Pods.Count(p => Counts(constraint, p));
        }
        var fewest = counts.Count < constraint.MinDomains || counts.Count == 0 ? 0 : counts.Values.Min();
        _spread.Add((constraint, counts, fewest));
    }

    private bool Counts(SpreadConstraint constraint, PodView other) =>
        other.Namespace == _pod.Pod.Namespace && !other.IsBeingDeleted && constraint.Selector.Matches(other.Labels);

    private HashSet<string> ValuesWith(PodAffinityTerm term)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in _nodes)
        {
            if (node.Node!.Labels.TryGetValue(term.TopologyKey, out var value) && !values.Contains(value) && node.Pods.Any(term.Selects))
                values.Add(value);
        }
        return values;
    }

    private void CountUnwelcome(NodeState node)
    {
        foreach (var (_, terms) in node.Apart)
        {
            foreach (var term in terms)
            {
                if (term.Selects(_pod.Pod) && node.Node!.Labels.TryGetValue(term.TopologyKey, out var value))
                    _unwelcome.Add((term.TopologyKey, value));
            }
        }
    }
}

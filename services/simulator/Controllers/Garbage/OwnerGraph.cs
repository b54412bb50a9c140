namespace Pipeline.Simulator.Controllers.Garbage;

/// <summary>Who belongs to whom, by uid, both ways.</summary>
public sealed class OwnerGraph
{
    private readonly Dictionary<string, (GarbageCollector.Node Node, IReadOnlyList<string> Owners)> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _dependents = new(StringComparer.Ordinal);

    public bool Knows(string uid) => _nodes.ContainsKey(uid);

    public IEnumerable<GarbageCollector.Node> DependentsOf(string owner) =>
        _dependents.TryGetValue(owner, out var dependents) ? dependents.Select(d => _nodes[d].Node) : [];

    /// <summary>The owners that are known.</summary>
    public IEnumerable<GarbageCollector.Node> OwnersOf(string uid) =>
        _nodes.TryGetValue(uid, out var known) ? known.Owners.Where(_nodes.ContainsKey).Select(o => _nodes[o].Node) : [];

    public void Set(GarbageCollector.Node node, IEnumerable<string> owners)
    {
        var now = owners.ToList();
        if (_nodes.TryGetValue(node.Uid, out var known))
        {
            if (known.Owners.SequenceEqual(now))
                return;
            Unlink(node.Uid, known.Owners);
        }
        _nodes[node.Uid] = (node, now);
        foreach (var owner in now)
        {
            if (!_dependents.TryGetValue(owner, out var dependents))
                _dependents[owner] = dependents = new(StringComparer.Ordinal);
            dependents.Add(node.Uid);
        }
    }

    /// <summary>Takes a node out.</summary>
    /// <returns>Those that it owned.</returns>
    public IReadOnlyList<GarbageCollector.Node> Remove(GarbageCollector.Node node)
    {
        if (_nodes.Remove(node.Uid, out var known))
            Unlink(node.Uid, known.Owners);
        return [.. DependentsOf(node.Uid)];
    }

    private void Unlink(string uid, IReadOnlyList<string> owners)
    {
        foreach (var owner in owners)
        {
            if (_dependents.TryGetValue(owner, out var dependents) && dependents.Remove(uid) && dependents.Count == 0)
                _dependents.Remove(owner);
        }
    }
}

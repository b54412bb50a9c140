namespace Pipeline.Kubernetes.Informers;

/// <summary>Objects by a text, such as a node's name.</summary>
internal sealed class ObjectIndex<T>
    where T : class
{
    private readonly Dictionary<string, HashSet<T>> _sets = new(StringComparer.Ordinal);

    public void Add(string? value, T item)
    {
        if (string.IsNullOrEmpty(value))
            return;
        if (!_sets.TryGetValue(value, out var set))
            _sets[value] = set = new HashSet<T>(ReferenceEqualityComparer.Instance);
        set.Add(item);
    }

    public void Remove(string? value, T item)
    {
        if (!string.IsNullOrEmpty(value) && _sets.TryGetValue(value, out var set) && set.Remove(item) && set.Count == 0)
            _sets.Remove(value);
    }

    public IReadOnlyList<T> Find(string value) => _sets.TryGetValue(value, out var set) ? [.. set] : [];
}

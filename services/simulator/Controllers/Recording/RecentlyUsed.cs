using System.Diagnostics.CodeAnalysis;

namespace Pipeline.Simulator.Controllers.Recording;

/// <summary>A dictionary of limited size that forgets what was not used for longest.</summary>
internal sealed class RecentlyUsed<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _nodes = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _order = [];

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (!_nodes.TryGetValue(key, out var node))
        {
            value = default;
            return false;
        }
        _order.Remove(node);
        _order.AddLast(node);
        value = node.Value.Value;
        return true;
    }

    public void Set(TKey key, TValue value)
    {
        if (_nodes.Remove(key, out var old))
            _order.Remove(old);
        _nodes[key] = _order.AddLast((key, value));
        if (_nodes.Count <= capacity)
            return;
        _nodes.Remove(_order.First!.Value.Key);
        _order.RemoveFirst();
    }
}

using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Watching;

/// <summary>The objects of a namespace by each of their labels: a selector looks at its rarest label's objects only.</summary>
public sealed class LabelIndex<TView>
    where TView : ObjectView
{
    private readonly Dictionary<(string Namespace, string Key, string Value), Dictionary<ObjectKey, TView>> _byLabel = [];
    private readonly Informer<TView> _informer;

    internal LabelIndex(Informer<TView> informer)
    {
        _informer = informer;
        foreach (var present in informer.All)
            Change(null, present);
    }

    /// <summary>The objects of a namespace that a selector selects.</summary>
    public IEnumerable<TView> Select(string ns, LabelSelector selector)
    {
        Dictionary<ObjectKey, TView>? fewest = null;
        foreach (var (key, value) in selector.Exact)
        {
            if (!_byLabel.TryGetValue((ns, key, value), out var having))
                return [];
            if (fewest is null || having.Count < fewest.Count)
                fewest = having;
        }
        return (fewest?.Values ?? _informer.InNamespace(ns)).Where(o => selector.Matches(o.Labels));
    }

    internal void Change(TView? before, TView? after)
    {
        if (before is not null)
        {
            foreach (var (key, value) in before.Labels)
            {
                var label = (before.Namespace, key, value);
                if ((after is null || !after.Labels.TryGetValue(key, out var kept) || kept != value)
                    && _byLabel.TryGetValue(label, out var left) && left.Remove(before.Key) && left.Count == 0)
                    _byLabel.Remove(label);
            }
        }
        if (after is null)
            return;
        foreach (var (key, value) in after.Labels)
        {
            if (!_byLabel.TryGetValue((after.Namespace, key, value), out var entered))
                _byLabel[(after.Namespace, key, value)] = entered = [];
            entered[after.Key] = after;
        }
    }
}

using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Watching;

/// <summary>The objects of an <see cref="Informer{TView}"/> by something that is read from them.</summary>
public sealed class ObjectIndex<TView>
    where TView : ObjectView
{
    private static readonly Dictionary<ObjectKey, TView> Nothing = [];
    private readonly Dictionary<string, Dictionary<ObjectKey, TView>> _byValue = new(StringComparer.Ordinal);
    private readonly Func<TView, string?> _read;

    internal ObjectIndex(Func<TView, string?> read) => _read = read;

    /// <summary>The objects of a value. Not to be kept: it follows the index.</summary>
    public IReadOnlyCollection<TView> this[string value] => _byValue.GetValueOrDefault(value, Nothing).Values;

    internal void Change(TView? before, TView? after)
    {
        var (from, to) = (before is null ? null : _read(before), after is null ? null : _read(after));
        if (from is not null && from != to && _byValue.TryGetValue(from, out var left) && left.Remove(before!.Key) && left.Count == 0)
            _byValue.Remove(from);
        if (to is null)
            return;
        if (!_byValue.TryGetValue(to, out var entered))
            _byValue[to] = entered = [];
        entered[after!.Key] = after;
    }
}

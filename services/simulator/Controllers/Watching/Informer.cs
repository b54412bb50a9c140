using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Watching;

/// <summary>The objects of one kind as heard of so far, for all controllers together.</summary>
/// <remarks>
/// On the loop only. It lags behind the store by the events that still wait on the loop, and no more: a piece of work that
/// was posted after a write finds that write here. So a controller needs no expectations of its own writes (see <see cref="Running.WorkList"/>).
/// </remarks>
public sealed class Informer<TView>
    where TView : ObjectView
{
    private readonly Dictionary<ObjectKey, TView> _all = [];
    private readonly List<ObjectIndex<TView>> _indexes = [];
    private readonly ObjectIndex<TView> _byNamespace;
    private readonly ObjectIndex<TView> _byController;
    private readonly ObjectIndex<TView> _orphans;
    private readonly Func<StoredObject, TView> _read;
    private readonly ResourceKind _kind;
    private LabelIndex<TView>? _byLabel;
    private Action<TView?, TView?>? _changed;

    public Informer(ResourceKind kind, Func<StoredObject, TView> read)
    {
        (_kind, _read) = (kind, read);
        _byNamespace = By(o => o.Namespace);
        _byController = By(o => o.Controller?.Uid);
        _orphans = By(o => o.Controller is null ? o.Namespace : null);
    }

    public IReadOnlyCollection<TView> All => _all.Values;

    public LabelIndex<TView> ByLabel => _byLabel ??= new(this);

    public TView? Find(string ns, string name) => _all.GetValueOrDefault(new ObjectKey(ns, name));

    public TView? Find(ObjectKey key) => _all.GetValueOrDefault(key);

    public IReadOnlyCollection<TView> InNamespace(string ns) => _byNamespace[ns];

    public IReadOnlyCollection<TView> ControlledBy(string uid) => _byController[uid];

    /// <summary>Objects of a namespace that nobody manages.</summary>
    public IReadOnlyCollection<TView> Orphans(string ns) => _orphans[ns];

    /// <summary>A new index; before <see cref="Start"/>.</summary>
    public ObjectIndex<TView> By(Func<TView, string?> read)
    {
        var index = new ObjectIndex<TView>(read);
        _indexes.Add(index);
        return index;
    }

    /// <summary>Hears of every change after it is in the indexes: the version before (null: new) and after (null: gone).</summary>
    public void OnChange(Action<TView?, TView?> listener) => _changed += listener;

    public void Start(ICluster cluster) => cluster.Watch(_kind, Hear);

    private void Hear(WatchEvent e)
    {
        var before = _all.GetValueOrDefault(e.Current.Key);
        if (e.Type == ChangeType.Deleted)
        {
            if (_all.Remove(e.Current.Key))
                Tell(before, null);
            return;
        }
        if (before is not null && before.Stored.ResourceVersion >= e.Current.ResourceVersion)
            return;
        var after = _read(e.Current);
        if (before is not null && before.Uid != after.Uid)
        {
            Tell(before, null);
            before = null;
        }
        _all[e.Current.Key] = after;
        Tell(before, after);
    }

    private void Tell(TView? before, TView? after)
    {
        foreach (var index in _indexes)
            index.Change(before, after);
        _byLabel?.Change(before, after);
        _changed?.Invoke(before, after);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Storage;

/// <summary>All objects of the cluster, with one counter of writes and the recent history: what etcd and the watch cache are to a real one.</summary>
/// <remarks>
/// Thread-safe. Knows nothing of defaults, rights or validity. Listeners are called inside the lock, in the order of writes:
/// they only put the event where it is worked on later.
/// </remarks>
public sealed class ObjectStore
{
    private static readonly ImmutableSortedDictionary<ObjectKey, StoredObject> Empty = ImmutableSortedDictionary<ObjectKey, StoredObject>.Empty;
    private readonly Lock _lock = new();
    private readonly Dictionary<ResourceKind, ImmutableSortedDictionary<ObjectKey, StoredObject>> _objects = [];
    private readonly Queue<WatchEvent> _history = [];
    private readonly List<Action<WatchEvent>> _listeners = [];
    private readonly int _historyLength;
    private long _resourceVersion;
    private long _compacted;

    /// <param name="historyLength">How many writes a watch can go back.</param>
    public ObjectStore(int historyLength = 20_000) => _historyLength = historyLength;

    /// <summary>Number of the newest write.</summary>
    public long ResourceVersion
    {
        get
        {
            lock (_lock)
                return _resourceVersion;
        }
    }

    /// <summary>Writes up to here have left the history: a watch from an older number is too old.</summary>
    public long Compacted
    {
        get
        {
            lock (_lock)
                return _compacted;
        }
    }

    /// <summary>The newest version of an object; null when there is none.</summary>
    public StoredObject? Find(ResourceKind kind, string ns, string name)
    {
        lock (_lock)
            return _objects.GetValueOrDefault(kind, Empty).GetValueOrDefault(new ObjectKey(ns, name));
    }

    /// <summary>All objects of a kind as of one moment, in the order of their keys.</summary>
    public ObjectSnapshot List(ResourceKind kind)
    {
        lock (_lock)
            return new ObjectSnapshot(_objects.GetValueOrDefault(kind, Empty), _resourceVersion);
    }

    /// <summary>Writes a new version, when the object is still at the expected one.</summary>
    /// <param name="kind">Kind of the object.</param>
    /// <param name="json">The whole object; its metadata.resourceVersion is set here.</param>
    /// <param name="expected">Version that it replaces; null when it must not exist.</param>
    /// <returns>The new version; null when the object is not at the expected version.</returns>
    public StoredObject? Put(ResourceKind kind, JsonObject json, StoredObject? expected)
    {
        lock (_lock)
        {
            var metadata = json["metadata"]!.AsObject();
            var key = new ObjectKey((string?)metadata["namespace"] ?? "", (string?)metadata["name"] ?? "");
            var all = _objects.GetValueOrDefault(kind, Empty);
            if (!ReferenceEquals(all.GetValueOrDefault(key), expected))
                return null;
            var next = Stamp(kind, json);
            _objects[kind] = all.SetItem(key, next);
            Say(new WatchEvent(expected is null ? ChangeType.Added : ChangeType.Modified, next, expected));
            return next;
        }
    }

    /// <summary>Takes an object away, when it is still at the expected version.</summary>
    /// <param name="last">The state to show to watchers; null for the stored one.</param>
    /// <returns>The last state under the deletion's resourceVersion; null when the object is not at that version.</returns>
    public StoredObject? Remove(StoredObject expected, JsonObject? last = null)
    {
        lock (_lock)
        {
            var all = _objects.GetValueOrDefault(expected.Kind, Empty);
            if (!ReferenceEquals(all.GetValueOrDefault(expected.Key), expected))
                return null;
            var gone = Stamp(expected.Kind, last ?? expected.ToJson());
            _objects[expected.Kind] = all.Remove(expected.Key);
            Say(new WatchEvent(ChangeType.Deleted, gone, expected));
            return gone;
        }
    }

    /// <summary>Hears of every write after a number, in order, the past ones at once.</summary>
    /// <returns>Null when writes after that number have left the history.</returns>
    public IDisposable? Listen(long after, Action<WatchEvent> listener)
    {
        lock (_lock)
        {
            if (after < _compacted)
                return null;
            foreach (var past in _history.Where(e => e.Current.ResourceVersion > after))
                listener(past);
            _listeners.Add(listener);
        }
        return new Listening(this, listener);
    }

    /// <summary>Forgets the history, as a compaction of etcd does.</summary>
    public void Compact()
    {
        lock (_lock)
        {
            _history.Clear();
            _compacted = _resourceVersion;
        }
    }

    private StoredObject Stamp(ResourceKind kind, JsonObject json)
    {
        var version = ++_resourceVersion;
        json["metadata"]!["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture);
        return new StoredObject(kind, json, version);
    }

    private void Say(WatchEvent e)
    {
        _history.Enqueue(e);
        if (_history.Count > _historyLength)
            _compacted = _history.Dequeue().Current.ResourceVersion;
        foreach (var listener in _listeners)
            listener(e);
    }

    private sealed class Listening(ObjectStore store, Action<WatchEvent> listener) : IDisposable
    {
        public void Dispose()
        {
            lock (store._lock)
                store._listeners.Remove(listener);
        }
    }
}

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
    private readonly Dictionary<ResourceKind, Versions> _objects = [];
    private readonly Queue<WatchEvent> _history = [];
    private readonly List<Action<WatchEvent>> _listeners = [];
    private readonly int _historyLength;
    private long _resourceVersion;
    private long _compacted;

    /// <param name="historyLength">How many writes a watch can go back.</param>
    /// <param name="firstVersion">Number that the numbers of writes go on from.</param>
    public ObjectStore(int historyLength = 20_000, long firstVersion = 0)
    {
        _historyLength = historyLength;
        (_resourceVersion, _compacted) = (firstVersion, firstVersion);
    }

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
            return Newest(kind).GetValueOrDefault(new ObjectKey(ns, name));
    }

    /// <summary>All objects of a kind as of one moment, in the order of their keys.</summary>
    public ObjectSnapshot List(ResourceKind kind)
    {
        lock (_lock)
            return new ObjectSnapshot(Newest(kind), _resourceVersion);
    }

    /// <summary>All objects of a kind as they were after an earlier write.</summary>
    /// <returns>Null when that has left the history.</returns>
    public ObjectSnapshot? ListAt(ResourceKind kind, long resourceVersion)
    {
        lock (_lock)
        {
            if (resourceVersion >= _resourceVersion)
                return new ObjectSnapshot(Newest(kind), _resourceVersion);
            if (resourceVersion < _compacted)
                return null;
            return new ObjectSnapshot(_objects.TryGetValue(kind, out var versions) ? versions.At(resourceVersion) : Empty, resourceVersion);
        }
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
            var all = Newest(kind);
            if (!ReferenceEquals(all.GetValueOrDefault(key), expected))
                return null;
            var next = Stamp(kind, json);
            Replace(kind, all.SetItem(key, next));
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
            var all = Newest(expected.Kind);
            if (!ReferenceEquals(all.GetValueOrDefault(expected.Key), expected))
                return null;
            var gone = Stamp(expected.Kind, last ?? expected.ToJson());
            Replace(expected.Kind, all.Remove(expected.Key));
            Say(new WatchEvent(ChangeType.Deleted, gone, expected));
            return gone;
        }
    }

    /// <summary>Hears of every write after a number, in order, the past ones at once.</summary>
    /// <param name="begun">Called before the first event, when there will be any.</param>
    /// <returns>Null when writes after that number have left the history.</returns>
    public IDisposable? Listen(long after, Action<WatchEvent> listener, Action? begun = null)
    {
        lock (_lock)
        {
            if (after < _compacted)
                return null;
            begun?.Invoke();
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
            foreach (var versions in _objects.Values)
                versions.ForgetBefore(_compacted);
        }
    }

    private ImmutableSortedDictionary<ObjectKey, StoredObject> Newest(ResourceKind kind) =>
        _objects.TryGetValue(kind, out var versions) ? versions.Newest : Empty;

    private void Replace(ResourceKind kind, ImmutableSortedDictionary<ObjectKey, StoredObject> objects)
    {
        if (!_objects.TryGetValue(kind, out var versions))
            _objects[kind] = versions = new Versions();
        versions.Add(_resourceVersion, objects);
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
        {
            var forgotten = _history.Dequeue().Current;
            _compacted = forgotten.ResourceVersion;
            _objects[forgotten.Kind].ForgetBefore(_compacted);
        }
        foreach (var listener in _listeners)
            listener(e);
    }

    /// <summary>The states of one kind after each write, as far back as the history goes; they share what they have in common.</summary>
    private sealed class Versions
    {
        private readonly List<(long Version, ImmutableSortedDictionary<ObjectKey, StoredObject> Objects)> _all = [];
        private int _first;

        public ImmutableSortedDictionary<ObjectKey, StoredObject> Newest => _all.Count == 0 ? Empty : _all[^1].Objects;

        public void Add(long version, ImmutableSortedDictionary<ObjectKey, StoredObject> objects) => _all.Add((version, objects));

        public ImmutableSortedDictionary<ObjectKey, StoredObject> At(long version)
        {
            var (low, high) = (_first, _all.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (_all[middle].Version <= version)
                    low = middle + 1;
                else
                    high = middle;
            }
            return low == _first ? Empty : _all[low - 1].Objects;
        }

        /// <summary>Keeps the newest state that is not younger than a version, and all later ones.</summary>
        public void ForgetBefore(long version)
        {
            while (_first + 1 < _all.Count && _all[_first + 1].Version <= version)
                _all[_first++] = default;
            if (_first > 1024 && _first > _all.Count / 2)
            {
                _all.RemoveRange(0, _first);
                _first = 0;
            }
        }
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

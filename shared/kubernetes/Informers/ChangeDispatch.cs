using Microsoft.Extensions.Logging;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Watching;

namespace Pipeline.Kubernetes.Informers;

/// <summary>Brings what the server says into the cache, and tells the handlers what that changed: each change once, in order.</summary>
internal sealed class ChangeDispatch<T>(ResourceType type, ILogger log)
    where T : class, IKubernetesObject
{
    private readonly Lock _lock = new();
    private readonly List<Action<ObjectChange<T>>> _handlers = [];
    private long _handlerFailures;
    private long _unreadable;

    public ObjectCache<T> Cache { get; } = new();

    public long HandlerFailures => Interlocked.Read(ref _handlerFailures);

    public long Unreadable => Interlocked.Read(ref _unreadable);

    public IDisposable Subscribe(Action<ObjectChange<T>> handler)
    {
        lock (_lock)
        {
            foreach (var value in Cache.All)
                Call(handler, new ObjectChange<T>(null, value, FromList: true));
            _handlers.Add(handler);
        }
        return new Subscription(this, handler);
    }

    public void Apply(WatchEvent<T> happened)
    {
        lock (_lock)
        {
            if (happened.Type == WatchEventType.Deleted)
                Remove(ObjectKey.Of(happened.Metadata), happened.Metadata.Uid, happened.Value, fromList: false);
            else if (happened.Value is { } value)
                Put(value, fromList: false);
            else
                CannotRead(happened.Metadata, happened.Problem ?? "");
        }
    }

    /// <summary>Brings the cache to the state of a list; what is not in it has been deleted.</summary>
    public void Apply(ObjectList<T> list)
    {
        lock (_lock)
        {
            var present = new HashSet<ObjectKey>(list.Items.Count);
            foreach (var value in list.Items)
                present.Add(ObjectKey.Of(value.Metadata));
            foreach (var unreadable in list.Unreadable)
            {
                CannotRead(unreadable.Metadata, unreadable.Problem);
                present.Add(ObjectKey.Of(unreadable.Metadata));
            }
            foreach (var known in Cache.All)
                if (!present.Contains(ObjectKey.Of(known.Metadata)))
                    Remove(ObjectKey.Of(known.Metadata), known.Metadata.Uid, last: null, fromList: true);
            foreach (var value in list.Items)
                Put(value, fromList: true);
        }
    }

    private void Put(T value, bool fromList)
    {
        var key = ObjectKey.Of(value.Metadata);
        if (Cache.Find(key) is { } known)
        {
            if (known.Metadata.Uid != value.Metadata.Uid)
                Remove(key, known.Metadata.Uid, last: null, fromList); // a namesake: the deletion in between was not seen
            else if (known.Metadata.ResourceVersion == value.Metadata.ResourceVersion && value.Metadata.ResourceVersion.Length > 0)
                return; // told twice
        }
        var old = Cache.Set(key, value);
        Tell(new ObjectChange<T>(old, value, fromList));
    }

    private void Remove(ObjectKey key, string uid, T? last, bool fromList)
    {
        if (Cache.Find(key) is not { } known || (uid.Length > 0 && known.Metadata.Uid != uid))
            return;
        Cache.Remove(key, out _);
        Tell(new ObjectChange<T>(last ?? known, null, fromList));
    }

    private void CannotRead(ObjectMeta metadata, string problem)
    {
        Interlocked.Increment(ref _unreadable);
        log.CannotRead(type, metadata.Path, problem);
    }

    private void Tell(ObjectChange<T> change)
    {
        foreach (var handler in _handlers.ToArray()) // a handler may end its own subscription
            Call(handler, change);
    }

    private void Call(Action<ObjectChange<T>> handler, ObjectChange<T> change)
    {
        try
        {
            handler(change);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Interlocked.Increment(ref _handlerFailures);
            log.HandlerFailed(e, type, change.Latest.Metadata.Path);
        }
    }

    private sealed class Subscription(ChangeDispatch<T> dispatch, Action<ObjectChange<T>> handler) : IDisposable
    {
        public void Dispose()
        {
            lock (dispatch._lock)
                dispatch._handlers.Remove(handler);
        }
    }
}

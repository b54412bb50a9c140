using System.Diagnostics.CodeAnalysis;
using Pipeline.Kubernetes.Models;

namespace Pipeline.Kubernetes.Informers;

/// <summary>All objects of a kind as the server last told them, by name, namespace, owner and node. Safe for all threads.</summary>
/// <remarks>What is returned is a snapshot. It is as old as the last contact: see <see cref="InformerState"/>.</remarks>
public sealed class ObjectCache<T>
    where T : class, IKubernetesObject
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectKey, T> _objects = [];
    private readonly ObjectIndex<T> _byNamespace = new();
    private readonly ObjectIndex<T> _byOwner = new();
    private readonly ObjectIndex<T> _byNode = new();

    public int Count
    {
        get
        {
            lock (_lock)
                return _objects.Count;
        }
    }

    public IReadOnlyList<T> All
    {
        get
        {
            lock (_lock)
                return [.. _objects.Values];
        }
    }

    public T? Find(string? namespaceName, string name) => Find(new ObjectKey(namespaceName, name));

    public T? Find(ObjectKey key)
    {
        lock (_lock)
            return _objects.GetValueOrDefault(key);
    }

    public IReadOnlyList<T> InNamespace(string namespaceName)
    {
        lock (_lock)
            return _byNamespace.Find(namespaceName);
    }

    /// <summary>Objects with an owner of this uid, whether it manages them or not.</summary>
    public IReadOnlyList<T> OwnedBy(string uid)
    {
        lock (_lock)
            return _byOwner.Find(uid);
    }

    /// <summary>Pods by the node they run on, events by the node they were reported from; empty for other kinds.</summary>
    public IReadOnlyList<T> OnNode(string node)
    {
        lock (_lock)
            return _byNode.Find(node);
    }

    internal T? Set(ObjectKey key, T value)
    {
        lock (_lock)
        {
            if (_objects.Remove(key, out var old))
                RemoveFromIndexes(old);
            _objects[key] = value;
            _byNamespace.Add(key.Namespace, value);
            foreach (var owner in value.Metadata.OwnerReferences)
                _byOwner.Add(owner.Uid, value);
            _byNode.Add(NodeOf(value), value);
            return old;
        }
    }

    internal bool Remove(ObjectKey key, [NotNullWhen(true)] out T? old)
    {
        lock (_lock)
        {
            if (!_objects.Remove(key, out old))
                return false;
            RemoveFromIndexes(old);
            return true;
        }
    }

    private void RemoveFromIndexes(T value)
    {
        _byNamespace.Remove(value.Metadata.Namespace, value);
        foreach (var owner in value.Metadata.OwnerReferences)
            _byOwner.Remove(owner.Uid, value);
        _byNode.Remove(NodeOf(value), value);
    }

    private static string? NodeOf(T value) => value switch
    {
        Pod pod => pod.Spec.NodeName,
        KubernetesEvent happened => happened.ReportingHost,
        _ => null,
    };
}

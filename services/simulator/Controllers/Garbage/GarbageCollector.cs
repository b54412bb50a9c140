using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Garbage;

/// <summary>Deletes what belongs to owners that are gone, at once, before them (foreground) or not at all (orphan).</summary>
public sealed class GarbageCollector
{
    private const string Orphan = "orphan";
    private const string Foreground = "foregroundDeletion";
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private static readonly WriteOptions Own = new("system:serviceaccount:kube-system:generic-garbage-collector", "kube-controller-manager");
    private readonly ControllerContext _context;
    private readonly OwnerGraph _graph = new();
    private readonly HashSet<Node> _waiting = [];
    private readonly HashSet<ResourceKind> _watched = [];

    public GarbageCollector(ControllerContext context) => _context = context;

    /// <summary>An object: what it is called, not what version it has.</summary>
    public sealed record Node(ResourceKind Kind, ObjectKey Key, string Uid);

    private ICluster Cluster => _context.Cluster;

    public void Start()
    {
        foreach (var kind in Kinds.All)
        {
            if (kind != Kinds.Event)
                Watch(kind);
        }
        Cluster.Watch(Kinds.CustomResourceDefinition, e =>
        {
            if (e.Type != ChangeType.Deleted && CustomKinds.Of(e.Current) is { } custom)
                Watch(custom);
        });
    }

    private void Watch(ResourceKind kind)
    {
        if (_watched.Add(kind))
            Cluster.Watch(kind, Hear);
    }

    private void Hear(WatchEvent e)
    {
        var node = new Node(e.Current.Kind, e.Current.Key, e.Current.Uid);
        if (e.Type == ChangeType.Deleted)
        {
            var owners = _graph.OwnersOf(node.Uid).ToList();
            foreach (var dependent in _graph.Remove(node))
                Add(dependent);
            foreach (var owner in owners)
                Add(owner); // one that waits for its dependents may go now
            return;
        }
        var view = new ObjectView(e.Current);
        _graph.Set(node, view.Owners.Select(o => o.Uid));
        if (view.IsBeingDeleted && view.Finalizers.Any(f => f is Orphan or Foreground))
            Add(node);
        else if (view.Owners.Any(o => !_graph.Knows(o.Uid)))
            Add(node);
    }

    private void Add(Node node)
    {
        if (_waiting.Add(node))
            _context.Loop.Post(() => Work(node));
    }

    private void Work(Node node)
    {
        _waiting.Remove(node);
        if (Cluster.Find(node.Kind, node.Key.Namespace, node.Key.Name) is not { } stored || stored.Uid != node.Uid)
            return;
        var view = new ObjectView(stored);
        try
        {
            if (view.IsBeingDeleted && view.Finalizers.Contains(Orphan))
                LetGo(node);
            else if (view.IsBeingDeleted && view.Finalizers.Contains(Foreground))
                DeleteDependents(node);
            else if (!view.IsBeingDeleted && view.Owners.Count > 0)
                DeleteIfUnowned(view);
        }
        catch (StatusException)
        {
            _context.Loop.After(Retry, () => Add(node));
        }
    }

    /// <summary>The dependents stay, without this owner.</summary>
    private void LetGo(Node owner)
    {
        foreach (var dependent in _graph.DependentsOf(owner.Uid).ToList())
            RemoveOwners(dependent, uid => uid == owner.Uid);
        RemoveFinalizer(owner, Orphan);
    }

    /// <summary>The owner goes when no dependent is left that blocks it.</summary>
    private void DeleteDependents(Node owner)
    {
        var blocked = false;
        foreach (var dependent in _graph.DependentsOf(owner.Uid).ToList())
        {
            if (Cluster.Find(dependent.Kind, dependent.Key.Namespace, dependent.Key.Name) is not { } stored || stored.Uid != dependent.Uid)
                continue;
            var view = new ObjectView(stored);
            if (!view.IsBeingDeleted)
                Delete(view, _graph.DependentsOf(dependent.Uid).Any() ? "Foreground" : null);
            blocked |= view.Owners.Any(o => o.Uid == owner.Uid && o.Blocks)
                && Cluster.Find(dependent.Kind, dependent.Key.Namespace, dependent.Key.Name) is { } left && left.Uid == dependent.Uid;
        }
        if (!blocked)
            RemoveFinalizer(owner, Foreground);
    }

    private void DeleteIfUnowned(ObjectView view)
    {
        var missing = view.Owners.Where(o => !Exists(view, o)).Select(o => o.Uid).ToHashSet(StringComparer.Ordinal);
        if (missing.Count == 0)
            return;
        if (missing.Count < view.Owners.Count)
            RemoveOwners(new Node(view.Kind, view.Key, view.Uid), missing.Contains);
        else
            Delete(view, null);
    }

    private bool Exists(ObjectView view, OwnerReference owner)
    {
        var group = owner.ApiVersion.Contains('/') ? owner.ApiVersion[..owner.ApiVersion.IndexOf('/')] : "";
        if (_watched.FirstOrDefault(k => k.Kind == owner.Kind && k.Group == group) is not { } kind)
            return true; // of an unknown kind nothing is known, so nothing is deleted
        return Cluster.Find(kind, kind.Namespaced ? view.Namespace : "", owner.Name) is { } found && found.Uid == owner.Uid;
    }

    private void Delete(ObjectView view, string? policy)
    {
        policy ??= view.Finalizers.Contains(Orphan) ? "Orphan" : view.Finalizers.Contains(Foreground) ? "Foreground" : "Background";
        try
        {
            Cluster.Delete(view.Kind, view.Namespace, view.Name, new DeleteOptions(Own.User, PropagationPolicy: policy, Uid: view.Uid));
        }
        catch (StatusException e) when (e.Code is 404 or 409)
        {
            // it went by itself
        }
    }

    private void RemoveOwners(Node node, Func<string, bool> which) => Cluster.Modify(node.Kind, node.Key.Namespace, node.Key.Name, json =>
    {
        if ((string?)json["metadata"]!["uid"] != node.Uid || json["metadata"]!["ownerReferences"] is not JsonArray owners)
            return;
        var kept = owners.Where(o => !which((string?)o!["uid"] ?? "")).Select(o => o!.DeepClone()).ToArray();
        if (kept.Length == 0)
            json["metadata"]!.AsObject().Remove("ownerReferences");
        else
            json["metadata"]!["ownerReferences"] = new JsonArray(kept);
    }, Own);

    private void RemoveFinalizer(Node node, string finalizer) => Finalizers.Remove(Cluster, node.Kind, node.Key, finalizer, Own);
}

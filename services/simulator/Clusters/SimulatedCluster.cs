using System.Text.Json.Nodes;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Time;

namespace Pipeline.Simulator.Clusters;

/// <summary>The API over the store.</summary>
public sealed class SimulatedCluster(ObjectStore store, SimulationLoop loop) : ICluster
{
    private const int MostTries = 50;

    /// <inheritdoc/>
    public StoredObject? Find(ResourceKind kind, string ns, string name) => store.Find(kind, ns, name);

    /// <inheritdoc/>
    public IEnumerable<StoredObject> List(ResourceKind kind, string? ns = null)
    {
        var all = store.List(kind).Objects.Values;
        return ns is null ? all : all.Where(o => o.Key.Namespace == ns);
    }

    /// <inheritdoc/>
    public StoredObject Create(ResourceKind kind, JsonObject json, WriteOptions options)
    {
        var metadata = json["metadata"]!.AsObject();
        metadata["uid"] = Guid.CreateVersion7(loop.GetUtcNow()).ToString();
        metadata["creationTimestamp"] = loop.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        metadata["generation"] = 1;
        return store.Put(kind, json, null) ?? throw new StatusException(409, "AlreadyExists", $"{kind.GroupResource} \"{metadata["name"]}\" already exists");
    }

    /// <inheritdoc/>
    public StoredObject Update(ResourceKind kind, JsonObject json, WriteOptions options)
    {
        var metadata = json["metadata"]!.AsObject();
        var old = Find(kind, (string?)metadata["namespace"] ?? "", (string)metadata["name"]!) ?? throw NotFound(kind, (string)metadata["name"]!);
        if ((string?)metadata["resourceVersion"] is { } version && version != old.Root.GetProperty("metadata").GetProperty("resourceVersion").GetString())
            throw new StatusException(409, "Conflict", "the object has been modified");
        return store.Put(kind, json, old) ?? throw new StatusException(409, "Conflict", "the object has been modified");
    }

    /// <inheritdoc/>
    public StoredObject? Modify(ResourceKind kind, string ns, string name, Action<JsonObject> change, WriteOptions options)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            if (Find(kind, ns, name) is not { } old)
                return null;
            var (before, json) = (old.ToJson(), old.ToJson());
            change(json);
            if (JsonNode.DeepEquals(before, json))
                return old;
            if (store.Put(kind, json, old) is { } next)
                return next;
        }
        throw new StatusException(409, "Conflict", "the object has been modified");
    }

    /// <inheritdoc/>
    public StoredObject Delete(ResourceKind kind, string ns, string name, DeleteOptions options) =>
        store.Remove(Find(kind, ns, name) ?? throw NotFound(kind, name)) ?? throw NotFound(kind, name);

    /// <inheritdoc/>
    public IDisposable Watch(ResourceKind kind, Action<WatchEvent> listener)
    {
        var now = store.List(kind);
        foreach (var existing in now.Objects.Values)
            loop.Post(() => listener(new WatchEvent(ChangeType.Added, existing, null)));
        return store.Listen(now.ResourceVersion, e =>
        {
            if (e.Current.Kind == kind)
                loop.Post(() => listener(e));
        })!;
    }

    private static StatusException NotFound(ResourceKind kind, string name) =>
        new(404, "NotFound", $"{kind.GroupResource} \"{name}\" not found");
}

using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Tests.Metrics;

/// <summary>A cluster of objects that the test writes as they are, status and all.</summary>
internal sealed class StoredObjects : ICluster
{
    private readonly ObjectStore _store = new();

    /// <summary>Writes an object, new or not.</summary>
    public void Put(ResourceKind kind, string json)
    {
        var parsed = JsonNode.Parse(json)!.AsObject();
        var metadata = parsed["metadata"]!;
        _store.Put(kind, parsed, Find(kind, (string?)metadata["namespace"] ?? "", (string)metadata["name"]!));
    }

    /// <summary>Takes an object away.</summary>
    public void Remove(ResourceKind kind, string ns, string name) => _store.Remove(Find(kind, ns, name)!);

    public StoredObject? Find(ResourceKind kind, string ns, string name) => _store.Find(kind, ns, name);

    public IEnumerable<StoredObject> List(ResourceKind kind, string? ns = null) =>
        _store.List(kind).Objects.Values.Where(o => ns is null || o.Key.Namespace == ns);

    public StoredObject Create(ResourceKind kind, JsonObject json, WriteOptions options) => throw new NotSupportedException();

    public StoredObject Update(ResourceKind kind, JsonObject json, WriteOptions options) => throw new NotSupportedException();

    public StoredObject? Modify(ResourceKind kind, string ns, string name, Action<JsonObject> change, WriteOptions options) =>
        throw new NotSupportedException();

    public StoredObject Delete(ResourceKind kind, string ns, string name, DeleteOptions options) => throw new NotSupportedException();

    public IDisposable Watch(ResourceKind kind, Action<WatchEvent> listener) => throw new NotSupportedException();
}

using System.Text.Json.Nodes;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Clusters;

/// <summary>The API without HTTP: what a request does once it is authorized. Controllers and kubelets use it, and the HTTP side does.</summary>
/// <remarks>
/// Writes go through defaults, admission (quota, LimitRange, service account …) and validation, and set uid, creation time, generation
/// and managedFields. Thread-safe. All refusals are <see cref="StatusException"/>s.
/// </remarks>
public interface ICluster
{
    /// <summary>The newest version of an object; null when there is none.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="ns">Empty for kinds without namespaces.</param>
    /// <param name="name">Its name.</param>
    StoredObject? Find(ResourceKind kind, string ns, string name);

    /// <summary>All objects of a kind, of one namespace or of all, in order.</summary>
    IEnumerable<StoredObject> List(ResourceKind kind, string? ns = null);

    /// <summary>Creates an object.</summary>
    StoredObject Create(ResourceKind kind, JsonObject json, WriteOptions options);

    /// <summary>Replaces an object, or its status with the subresource "status"; a stale metadata.resourceVersion is a Conflict.</summary>
    StoredObject Update(ResourceKind kind, JsonObject json, WriteOptions options);

    /// <summary>Reads, changes and writes an object until no other write comes in between.</summary>
    /// <param name="change">Changes the object in place; may be called more than once. What it leaves unchanged is not written.</param>
    /// <returns>The newest version; null when there is no such object.</returns>
    StoredObject? Modify(ResourceKind kind, string ns, string name, Action<JsonObject> change, WriteOptions options);

    /// <summary>Deletes an object, or marks it as being deleted when finalizers or a grace period keep it. A missing one is NotFound.</summary>
    /// <returns>The last state.</returns>
    StoredObject Delete(ResourceKind kind, string ns, string name, DeleteOptions options);

    /// <summary>Hears of every write, each as a piece of work of the loop, in order; of all objects that exist at once, as added.</summary>
    /// <param name="kind">The kind to hear of.</param>
    /// <param name="listener">Runs on the loop.</param>
    IDisposable Watch(ResourceKind kind, Action<WatchEvent> listener);
}

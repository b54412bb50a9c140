using System.Text.Json.Nodes;
using Pipeline.Simulator.Admission;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Time;

namespace Pipeline.Simulator.Clusters;

/// <summary>The API over the store.</summary>
public sealed class SimulatedCluster : ICluster, IDisposable
{
    private const int Seed = 20_261_120;
    private readonly SimulationLoop _loop;
    private readonly IDisposable _following;

    /// <param name="store">Where the objects are.</param>
    /// <param name="loop">Clock of the world, and the thread on which watchers are called.</param>
    /// <param name="admission">What may refuse or change writes beyond what is valid; null for a bare cluster without namespaces and quotas.</param>
    public SimulatedCluster(ObjectStore store, SimulationLoop loop, AdmissionChain? admission = null)
    {
        _loop = loop;
        Store = store;
        Resources = new ResourceRegistry();
        _following = Resources.Follow(store);
        Random = new Random(Seed);
        admission ??= AdmissionChain.None;
        Writer = new ObjectWriter(store, loop, admission, Random);
        Deletion = new ObjectDeletion(store, loop, admission);
    }

    /// <summary>Where the objects are.</summary>
    public ObjectStore Store { get; }

    /// <summary>All that is served.</summary>
    public ResourceRegistry Resources { get; }

    internal ObjectWriter Writer { get; }

    internal ObjectDeletion Deletion { get; }

    internal Random Random { get; }

    /// <summary>Clock of the world.</summary>
    internal TimeProvider Clock => _loop;

    /// <inheritdoc/>
    public StoredObject? Find(ResourceKind kind, string ns, string name) => Store.Find(kind, ns, name);

    /// <inheritdoc/>
    public IEnumerable<StoredObject> List(ResourceKind kind, string? ns = null)
    {
        var all = Store.List(kind).Objects.Values;
        return ns is null ? all : all.Where(o => o.Key.Namespace == ns);
    }

    /// <inheritdoc/>
    public StoredObject Create(ResourceKind kind, JsonObject json, WriteOptions options) => Writer.Create(Definition(kind), json, options);

    /// <inheritdoc/>
    public StoredObject Update(ResourceKind kind, JsonObject json, WriteOptions options) =>
        Writer.Replace(Definition(kind), json, options).Object;

    /// <inheritdoc/>
    public StoredObject? Modify(ResourceKind kind, string ns, string name, Action<JsonObject> change, WriteOptions options)
    {
        if (Find(kind, ns, name) is null)
            return null;
        try
        {
            return Writer.Transform(Definition(kind), ns, name, json =>
            {
                change(json);
                return json;
            }, options);
        }
        catch (StatusException e) when (e.Code == 404 && Find(kind, ns, name) is null)
        {
            return null; // it went while it was being changed
        }
    }

    /// <inheritdoc/>
    public StoredObject Delete(ResourceKind kind, string ns, string name, DeleteOptions options) =>
        Deletion.Delete(Definition(kind), ns, name, options).Object;

    /// <inheritdoc/>
    public IDisposable Watch(ResourceKind kind, Action<WatchEvent> listener)
    {
        while (true)
        {
            var now = Store.List(kind);
            var listening = Store.Listen(now.ResourceVersion, e =>
            {
                if (e.Current.Kind == kind)
                    _loop.Post(() => listener(e));
            }, () =>
            {
                foreach (var existing in now.Objects.Values)
                    _loop.Post(() => listener(new WatchEvent(ChangeType.Added, existing, null)));
            });
            if (listening is not null)
                return listening;
        }
    }

    public void Dispose() => _following.Dispose();

    private ResourceDefinition Definition(ResourceKind kind) => Resources.Find(kind) ?? throw Refusal.NoSuchResource();
}

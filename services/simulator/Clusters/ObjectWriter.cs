using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Admission;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Patching;
using Pipeline.Simulator.Patching.Ownership;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Validation;

namespace Pipeline.Simulator.Clusters;

/// <summary>The way of every object into the store: completed, owned, prepared, admitted, validated, written.</summary>
/// <remarks>Thread-safe. Objects come and go in the version they are served in; the store has its own.</remarks>
internal sealed class ObjectWriter(ObjectStore store, TimeProvider clock, AdmissionChain admission, Random random)
{
    /// <summary>How often a write without a resourceVersion begins again when others come in between.</summary>
    private const int MostTries = 50;

    private readonly ConcurrentDictionary<ResourceDefinition, KindRules> _rules = new(ByReference.Instance);

    /// <summary>What writes to a kind do and do not do.</summary>
    public KindRules RulesOf(ResourceDefinition definition) => _rules.GetOrAdd(definition, KindRules.Of);

    /// <summary>Creates an object; the JSON given is not changed.</summary>
    public StoredObject Create(ResourceDefinition definition, JsonObject json, WriteOptions options)
    {
        json = json.DeepClone().AsObject();
        ObjectForm.Complete(definition, json);
        var owners = FieldOwnership.AfterUpdate(
            ManagedFields.Read(json) ?? new ManagedFields(), OwnerOf(definition, options), ObjectForm.Empty(definition), json,
            SchemaShapes.Of(definition), RulesOf(definition).MainReset, clock.GetUtcNow());
        return Create(definition, json, owners, options);
    }

    /// <summary>Replaces an object or a part of it with what was sent; the JSON given is not changed.</summary>
    /// <returns>The object, and whether it is new.</returns>
    public (StoredObject Object, bool Created) Replace(ResourceDefinition definition, JsonObject json, WriteOptions options)
    {
        var metadata = json["metadata"]!.AsObject();
        var (ns, name) = (metadata.Text("namespace") ?? "", metadata.Text("name") ?? "");
        if (store.Find(definition.Stored, ns, name) is null)
        {
            Identity.CheckUid(definition, metadata, ""); // the real server asks this of an object that is gone, too
            if (RulesOf(definition).CanCreateByUpdate && options.Subresource is null)
                return (Create(definition, Unversioned(), options), true);
        }
        var written = Transform(definition, ns, name, live =>
        {
            Identity.CheckUid(definition, metadata, live["metadata"]!.AsObject().Text("uid") ?? "");
            return json.DeepClone().AsObject();
        }, options);
        return (written, false);

        JsonObject Unversioned()
        {
            var copy = json.DeepClone().AsObject();
            copy["metadata"]!.AsObject().Remove("resourceVersion");
            return copy;
        }
    }

    /// <summary>Changes an object by a function of its newest version, again when another write came in between.</summary>
    /// <param name="change">Gets a copy of its own; what it returns is the object wanted.</param>
    /// <exception cref="StatusException">There is none, or it may not be so.</exception>
    public StoredObject Transform(
        ResourceDefinition definition, string ns, string name, Func<JsonObject, JsonObject> change, WriteOptions options) =>
        Transform(definition, ns, name, change, (live, json, owner) => Owners(definition, live, json, owner, options), options);

    /// <summary>Applies what a manager wants of an object, which is created when there is none.</summary>
    /// <returns>The object, and whether it is new.</returns>
    public (StoredObject Object, bool Created) Apply(
        ResourceDefinition definition, string ns, string name, JsonObject applied, bool force, WriteOptions options)
    {
        var owner = new FieldOwner(options.FieldManager, FieldOwner.Apply, definition.Kind.ApiVersion, options.Subresource ?? "");
        var (shape, reset) = (SchemaShapes.Of(definition), ResetOf(definition, options));
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            if (store.Find(definition.Stored, ns, name) is not null)
                return (Transform(definition, ns, name, ApplyTo, OwnersOfApplied, options), false);
            if (options.Subresource is not null)
                throw Refusal.NotFound(definition.Stored, name);
            try
            {
                var empty = new JsonObject { ["apiVersion"] = definition.Kind.ApiVersion, ["kind"] = definition.Kind.Kind, ["metadata"] = new JsonObject() };
                var (merged, owners) = FieldOwnership.Apply(
                    empty, applied, new ManagedFields(), owner, shape, reset, force, clock.GetUtcNow());
                ObjectForm.Complete(definition, merged);
                return (Create(definition, merged, owners, options), true);
            }
            catch (StatusException e) when (e.Reason == "AlreadyExists")
            {
                // somebody created it just now: it is applied to that one
            }
        }
        throw Refusal.Conflict(definition.Stored, name);

        JsonObject ApplyTo(JsonObject live)
        {
            var (merged, owners) = FieldOwnership.Apply(
                live, applied, OwnersBefore(definition, live, shape), owner, shape, reset, force, clock.GetUtcNow());
            owners.Write(merged);
            return merged;
        }

        ManagedFields OwnersOfApplied(JsonObject live, JsonObject json, FieldOwner by) => ManagedFields.Read(json)!;
    }

    private StoredObject Create(ResourceDefinition definition, JsonObject json, ManagedFields owners, WriteOptions options)
    {
        var (kind, metadata) = (definition.Stored, json["metadata"]!.AsObject());
        var sentVersion = metadata.Text("resourceVersion");
        metadata.Remove("resourceVersion");
        metadata.Remove("deletionTimestamp");
        metadata.Remove("deletionGracePeriodSeconds");
        metadata.Remove("selfLink");
        if (metadata.Text("name") is null or "" && metadata.Text("generateName") is { Length: > 0 } begin)
            metadata["name"] = NameGenerator.Generate(begin, random);
        metadata["uid"] = Guid.CreateVersion7(clock.GetUtcNow()).ToString();
        metadata["creationTimestamp"] = Now();
        json = KindConversion.ToStored(definition, json);
        owners.Write(json);
        var request = new AdmissionRequest(definition, null, json, options, store) { UpdateStatus = UpdateStatus };
        admission.Admit(request);
        Preparation.ForCreate(definition, RulesOf(definition), json);
        ObjectForm.Show(definition, json);
        Refuse(definition, json, ObjectValidation.ForCreate(definition, json, store));
        admission.Validate(request);
        var name = json["metadata"]!.AsObject().Text("name")!;
        if (!string.IsNullOrEmpty(sentVersion))
            throw Refusal.Unexpected("resourceVersion should not be set on objects to be created");
        if (options.DryRun)
        {
            return store.Find(kind, metadata.Text("namespace") ?? "", name) is null
                ? new StoredObject(kind, json, 0)
                : throw Refusal.AlreadyExists(kind, name);
        }
        return store.Put(kind, json, null) ?? throw Refusal.AlreadyExists(kind, name);
    }

    private StoredObject Transform(
        ResourceDefinition definition, string ns, string name, Func<JsonObject, JsonObject> change,
        Func<JsonObject, JsonObject, FieldOwner, ManagedFields> track, WriteOptions options)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var old = store.Find(definition.Stored, ns, name) ?? throw Refusal.NotFound(definition.Stored, name);
            var before = old.ToJson();
            var live = KindConversion.ToServed(definition, before);
            var json = change(live.DeepClone().AsObject());
            Identity.Check(definition, RulesOf(definition), ns, name, old, json);
            ObjectForm.Complete(definition, json, options.Subresource);
            var owners = track(live, json, OwnerOf(definition, options));
            json["metadata"]!.AsObject().Remove("managedFields");
            json = KindConversion.ToStored(definition, json);
            if (Write(definition, old, before, json, owners, options) is { } written)
                return written;
        }
        throw Refusal.Conflict(definition.Stored, name);
    }

    /// <returns>Null when another write came in between.</returns>
    private StoredObject? Write(
        ResourceDefinition definition, StoredObject old, JsonObject before, JsonObject json, ManagedFields owners, WriteOptions options)
    {
        var rules = RulesOf(definition);
        Preparation.ForUpdate(definition, rules, options.Subresource, before, json);
        Generations.Advance(definition, rules, options.Subresource, before, json);
        var request = new AdmissionRequest(definition, before, json, options, store);
        admission.Admit(request);
        Refuse(definition, json, ObjectValidation.ForUpdate(definition, before, json, options.Subresource, store));
        admission.Validate(request);
        json["metadata"]!["resourceVersion"] = before["metadata"]!["resourceVersion"]!.DeepClone();
        if (SameButOwners(before, json) && owners.SameAs(ManagedFields.Read(before) ?? new ManagedFields()))
            return old;
        owners.Write(json);
        if (IsReadyToGo(definition, json))
        {
            if (!options.DryRun && store.Remove(old, json.DeepClone().AsObject()) is null)
                return null;
            return new StoredObject(definition.Stored, json, old.ResourceVersion);
        }
        return options.DryRun ? new StoredObject(definition.Stored, json, old.ResourceVersion) : store.Put(definition.Stored, json, old);
    }

    private ManagedFields Owners(ResourceDefinition definition, JsonObject live, JsonObject json, FieldOwner owner, WriteOptions options)
    {
        if (options.Subresource is Preparation.Binding or "ephemeralcontainers")
            return ManagedFields.Read(live) ?? new ManagedFields();
        if (json["metadata"]!["managedFields"] is JsonArray { Count: 1 } reset && reset[0] is JsonObject { Count: 0 })
            return new ManagedFields(); // the documented way to be rid of them
        var before = ManagedFields.Read(json) is { IsEmpty: false } sent ? sent : ManagedFields.Read(live) ?? new ManagedFields();
        var scales = options.Subresource == "scale";
        var after = FieldOwnership.AfterUpdate(
            before, owner, live, json, SchemaShapes.Of(definition), ResetOf(definition, options), scales ? null : clock.GetUtcNow());
        if (scales && (json["spec"] as JsonObject)?.Whole("replicas") is 0)
            after.Set(owner, new FieldSet(), null); // a Scale of 0 replicas sets nothing
        return after;
    }

    /// <summary>An object that nobody is known to own belongs to whoever wrote before the first apply.</summary>
    private static ManagedFields OwnersBefore(ResourceDefinition definition, JsonObject live, MergeShape shape)
    {
        var owners = ManagedFields.Read(live) ?? new ManagedFields();
        return !owners.IsEmpty
            ? owners
            : FieldOwnership.AfterUpdate(
                owners, new FieldOwner("before-first-apply", FieldOwner.Update, definition.Kind.ApiVersion), ObjectForm.Empty(definition), live,
                shape, new FieldSet(), null);
    }

    private FieldSet ResetOf(ResourceDefinition definition, WriteOptions options) =>
        options.Subresource == "status" ? RulesOf(definition).StatusReset : RulesOf(definition).MainReset;

    private static FieldOwner OwnerOf(ResourceDefinition definition, WriteOptions options) =>
        new(options.FieldManager, FieldOwner.Update, definition.Kind.ApiVersion, options.Subresource ?? "");

    /// <summary>Lets the server change an object, status and all, without owning what it changes: binding and eviction do so.</summary>
    public StoredObject Mark(ResourceDefinition definition, string ns, string name, Action<JsonObject> change) =>
        Transform(definition, ns, name, json =>
        {
            change(json);
            return json;
        }, new WriteOptions("system:apiserver", "kube-apiserver", Preparation.Binding));

    /// <summary>What the server itself writes into the status of other objects.</summary>
    public void UpdateStatus(ResourceKind kind, string ns, string name, Action<JsonObject> change) =>
        Transform(BuiltInResources.Of(kind), ns, name, json =>
        {
            change(json);
            return json;
        }, new WriteOptions("system:apiserver", "kube-apiserver", "status"));

    private static void Refuse(ResourceDefinition definition, JsonObject json, IReadOnlyCollection<FieldProblem> problems)
    {
        if (problems.Count > 0)
            throw Refusal.Invalid(definition.Kind, json["metadata"]!.AsObject().Text("name") ?? "", problems);
    }

    private static bool SameButOwners(JsonObject before, JsonObject after) =>
        SameBut("metadata", before, after) && SameBut("managedFields", before["metadata"]!.AsObject(), after["metadata"]!.AsObject());

    private static bool SameBut(string name, JsonObject left, JsonObject right) =>
        left.Count - (left.ContainsKey(name) ? 1 : 0) == right.Count - (right.ContainsKey(name) ? 1 : 0)
        && left.All(f => f.Key == name || (right.TryGetPropertyValue(f.Key, out var other) && JsonNode.DeepEquals(f.Value, other)));

    /// <summary>An object that is being deleted goes once nothing holds it any more.</summary>
    private static bool IsReadyToGo(ResourceDefinition definition, JsonObject json)
    {
        var metadata = json["metadata"]!.AsObject();
        return metadata["deletionTimestamp"] is not null
            && metadata["finalizers"] is not JsonArray { Count: > 0 }
            && metadata.Whole("deletionGracePeriodSeconds") is null or 0
            && (definition.Stored != Kinds.Namespace || json["spec"]?["finalizers"] is not JsonArray { Count: > 0 });
    }

    private string Now() => clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>Definitions are compared by reference: there is one for each kind, and comparing their contents takes long.</summary>
    private sealed class ByReference : IEqualityComparer<ResourceDefinition>
    {
        public static readonly ByReference Instance = new();

        public bool Equals(ResourceDefinition? x, ResourceDefinition? y) => ReferenceEquals(x, y);

        public int GetHashCode(ResourceDefinition obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Admission;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Clusters;

/// <summary>The way of every object out of the store: preconditions, grace, finalizers, and then it is gone.</summary>
internal sealed class ObjectDeletion(ObjectStore store, TimeProvider clock, AdmissionChain admission)
{
    private const string Orphan = "orphan";
    private const string Foreground = "foregroundDeletion";
    private const int MostTries = 50;

    /// <summary>Deletes an object, or marks it as being deleted.</summary>
    /// <returns>Its last or its marked state, and whether it is gone.</returns>
    public (StoredObject Object, bool Gone) Delete(ResourceDefinition definition, string ns, string name, DeleteOptions options)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var old = store.Find(definition.Stored, ns, name) ?? throw Refusal.NotFound(definition.Stored, name);
            CheckPreconditions(definition, name, old, options);
            admission.Delete(definition, old);
            if (Delete(definition, old, options) is { } done)
                return done;
        }
        throw Refusal.Conflict(definition.Stored, name);
    }

    /// <returns>Null when another write came in between.</returns>
    private (StoredObject, bool)? Delete(ResourceDefinition definition, StoredObject old, DeleteOptions options)
    {
        var json = old.ToJson();
        var metadata = json["metadata"]!.AsObject();
        if (definition.Stored == Kinds.Namespace)
            return DeleteNamespace(old, json, options);
        var marked = metadata["deletionTimestamp"] is not null;
        var grace = definition.Stored == Kinds.Pod ? PodGrace(json, metadata, marked, options) : Grace.None;
        var held = SetPropagation(definition, metadata, options.PropagationPolicy);
        if (!held && grace.Seconds <= 0)
        {
            if (options.DryRun)
                return (new StoredObject(definition.Stored, json, old.ResourceVersion), true);
            if (definition.Stored == Kinds.Pod && !JsonNode.DeepEquals(json, old.ToJson()))
                return RemoveMarked(old, json); // watchers of pods see the mark before the end, as those of a real server
            return store.Remove(old, json) is { } gone ? (gone, true) : null;
        }
        if (held && definition.Stored != Kinds.Pod && !marked)
        {
            metadata["deletionTimestamp"] = At(clock.GetUtcNow());
            metadata["deletionGracePeriodSeconds"] = 0;
            BumpGeneration(metadata);
        }
        return Keep(old, json, options);
    }

    private (StoredObject, bool)? RemoveMarked(StoredObject old, JsonObject json) =>
        store.Put(old.Kind, json, old) is { } marked && store.Remove(marked) is { } gone ? (gone, true) : null;

    private (StoredObject, bool)? Keep(StoredObject old, JsonObject json, DeleteOptions options)
    {
        if (JsonNode.DeepEquals(old.ToJson(), json))
            return (old, false);
        if (options.DryRun)
            return (new StoredObject(old.Kind, json, old.ResourceVersion), false);
        return store.Put(old.Kind, json, old) is { } kept ? (kept, false) : null;
    }

    /// <summary>Namespaces stay until their contents are gone and the controller takes its finalizer away.</summary>
    private (StoredObject, bool)? DeleteNamespace(StoredObject old, JsonObject json, DeleteOptions options)
    {
        var metadata = json["metadata"]!.AsObject();
        metadata.Default("deletionTimestamp", At(clock.GetUtcNow()));
        json.Ensure("status")["phase"] = "Terminating";
        var held = metadata["finalizers"] is JsonArray { Count: > 0 } || json["spec"]?["finalizers"] is JsonArray { Count: > 0 };
        if (held)
            return Keep(old, json, options);
        if (options.DryRun)
            return (new StoredObject(old.Kind, json, old.ResourceVersion), true);
        return store.Remove(old, json) is { } gone ? (gone, true) : null;
    }

    private Grace PodGrace(JsonObject pod, JsonObject metadata, bool marked, DeleteOptions options)
    {
        if (marked)
            return ShortenGrace(metadata, options);
        var spec = pod["spec"]!.AsObject();
        var seconds = options.GracePeriodSeconds ?? spec.Whole("terminationGracePeriodSeconds") ?? 0;
        if (spec.Text("nodeName") is null or "" || (string?)pod["status"]?["phase"] is "Failed" or "Succeeded")
            seconds = 0;
        seconds = seconds < 0 ? 1 : seconds;
        metadata["deletionTimestamp"] = At(clock.GetUtcNow().AddSeconds(seconds));
        metadata["deletionGracePeriodSeconds"] = seconds;
        BumpGeneration(metadata);
        return new Grace(seconds);
    }

    private static Grace ShortenGrace(JsonObject metadata, DeleteOptions options)
    {
        var now = metadata.Whole("deletionGracePeriodSeconds") ?? 0;
        if (options.GracePeriodSeconds is not { } wanted || wanted >= now)
            return new Grace(now);
        var begin = DateTimeOffset.Parse(metadata.Text("deletionTimestamp")!, CultureInfo.InvariantCulture).AddSeconds(-now);
        metadata["deletionTimestamp"] = At(begin.AddSeconds(wanted));
        metadata["deletionGracePeriodSeconds"] = wanted;
        return new Grace(wanted);
    }

    /// <summary>Sets or removes the garbage collector's finalizers.</summary>
    /// <returns>Whether any finalizer holds the object.</returns>
    private static bool SetPropagation(ResourceDefinition definition, JsonObject metadata, string? policy)
    {
        var finalizers = metadata["finalizers"] is JsonArray list ? list.Select(f => (string?)f ?? "").ToList() : [];
        policy ??= finalizers.Contains(Orphan) ? "Orphan"
            : finalizers.Contains(Foreground) ? "Foreground"
            : definition.Stored == Kinds.Job ? "Orphan"
            : "Background";
        finalizers.RemoveAll(f => f is Orphan or Foreground);
        if (policy == "Orphan")
            finalizers.Add(Orphan);
        else if (policy == "Foreground")
            finalizers.Add(Foreground);
        metadata.Remove("finalizers");
        if (finalizers.Count > 0)
            metadata["finalizers"] = new JsonArray([.. finalizers.Select(f => JsonValue.Create(f))]);
        return finalizers.Count > 0;
    }

    private static void CheckPreconditions(ResourceDefinition definition, string name, StoredObject old, DeleteOptions options)
    {
        if (options.Uid is { } uid && uid != old.Uid)
        {
            throw Refusal.ConflictOn(
                definition.Stored.Kind, name,
                $"the UID in the precondition ({uid}) does not match the UID in record ({old.Uid}). The object might have been deleted and then recreated");
        }
        var version = old.ResourceVersion.ToString(CultureInfo.InvariantCulture);
        if (options.ResourceVersion is { } wanted && wanted != version)
        {
            throw Refusal.ConflictOn(
                definition.Stored.Kind, name,
                $"the ResourceVersion in the precondition ({wanted}) does not match the ResourceVersion in record ({version}). "
                + "The object might have been modified");
        }
    }

    private static void BumpGeneration(JsonObject metadata)
    {
        if (metadata.Whole("generation") is { } generation and > 0)
            metadata["generation"] = generation + 1;
    }

    private static string At(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private readonly record struct Grace(long Seconds)
    {
        public static readonly Grace None = new(0);
    }
}

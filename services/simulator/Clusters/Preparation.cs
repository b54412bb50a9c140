using System.Text.Json.Nodes;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Clusters;

/// <summary>What the server sets in an object of its own accord before it is stored, by kind.</summary>
internal static class Preparation
{
    /// <summary>The subresource through which the server itself writes all of an object.</summary>
    public const string Binding = "binding";

    /// <summary>Prepares a new object; its metadata is complete already.</summary>
    public static void ForCreate(ResourceDefinition definition, KindRules rules, JsonObject json)
    {
        var metadata = json["metadata"]!.AsObject();
        metadata.Remove("generation");
        if (rules.HasGeneration)
            metadata["generation"] = 1;
        var kind = definition.Stored;
        if (definition.Custom is not null)
        {
            if (rules.HasStatus)
                json.Remove("status");
        }
        else if (rules.HasStatus && kind != Kinds.Node)
        {
            json["status"] = InitialStatus(kind, json);
        }
        if (kind == Kinds.Namespace)
            Namespace(json);
        else if (kind == Kinds.Job)
            Job(json);
        else if (kind == Kinds.PersistentVolumeClaim)
            AddFinalizer(metadata, "kubernetes.io/pvc-protection");
        else if (kind == Kinds.PersistentVolume)
            AddFinalizer(metadata, "kubernetes.io/pv-protection");
    }

    /// <summary>Gives a changed object the parts that a write through this path leaves alone.</summary>
    public static void ForUpdate(ResourceDefinition definition, KindRules rules, string? subresource, JsonObject before, JsonObject after)
    {
        var (old, metadata) = (before["metadata"]!.AsObject(), after["metadata"]!.AsObject());
        foreach (var name in (string[])["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"])
            Keep(old, metadata, name);
        if (subresource == "status")
        {
            foreach (var part in before.Select(p => p.Key).Concat(after.Select(p => p.Key)).Distinct().ToList())
            {
                if (part is not ("status" or "metadata"))
                    Keep(before, after, part);
            }
            if (definition.Custom is not null)
                KeepMetadata(old, metadata);
            else if (definition.Stored == Kinds.Deployment)
                Keep(old, metadata, "labels");
            else if (definition.Stored == Kinds.Pod)
                Keep(old, metadata, "ownerReferences");
            if (definition.Stored == Kinds.Pod && after["status"] is JsonObject status && status["qosClass"] is null)
                status["qosClass"] = before["status"]?["qosClass"]?.DeepClone() ?? PodQuality.Of(after);
        }
        else if (rules.HasStatus && subresource != Binding)
        {
            Keep(before, after, "status");
        }
        if (definition.Stored == Kinds.Namespace && subresource != "finalize" && before["spec"]?["finalizers"] is { } finalizers)
            after.Ensure("spec")["finalizers"] = finalizers.DeepClone();
        if (definition.Stored == Kinds.DaemonSet && !JsonNode.DeepEquals(before["spec"]?["template"], after["spec"]?["template"]))
            BumpTemplateGeneration(metadata, old);
    }

    /// <summary>Makes one field of the new object what it is in the old one.</summary>
    public static void Keep(JsonObject before, JsonObject after, string name)
    {
        after.Remove(name);
        if (before.TryGetPropertyValue(name, out var value))
            after[name] = value?.DeepClone();
    }

    private static void KeepMetadata(JsonObject before, JsonObject after)
    {
        foreach (var name in before.Select(p => p.Key).Concat(after.Select(p => p.Key)).Distinct().ToList())
        {
            if (name is not ("managedFields" or "resourceVersion"))
                Keep(before, after, name);
        }
    }

    private static JsonObject InitialStatus(ResourceKind kind, JsonObject json) => kind.Kind switch
    {
        "Pod" => new JsonObject { ["phase"] = "Pending", ["qosClass"] = PodQuality.Of(json) },
        "PersistentVolumeClaim" or "PersistentVolume" => new JsonObject { ["phase"] = "Pending" },
        "Namespace" => new JsonObject { ["phase"] = "Active" },
        "CustomResourceDefinition" => new JsonObject
        {
            ["storedVersions"] = new JsonArray([.. (json["spec"] as JsonObject)?.Objects("versions")
                .Where(v => (bool?)v["storage"] == true).Select(v => v["name"]?.DeepClone()) ?? []]),
        },
        _ => [],
    };

    private static void Namespace(JsonObject json)
    {
        var spec = json.Ensure("spec");
        var finalizers = spec["finalizers"] as JsonArray ?? [];
        if (!finalizers.Any(f => (string?)f == "kubernetes"))
            finalizers.Add("kubernetes");
        if (finalizers.Parent is null)
            spec["finalizers"] = finalizers;
    }

    private static void Job(JsonObject json)
    {
        var (spec, metadata) = (json.Ensure("spec"), json["metadata"]!.AsObject());
        if ((bool?)spec["manualSelector"] == true)
            return;
        var (uid, name) = (metadata.Text("uid") ?? "", metadata.Text("name") ?? "");
        var labels = spec.Ensure("template").Ensure("metadata").Ensure("labels");
        labels["batch.kubernetes.io/controller-uid"] = uid;
        labels["batch.kubernetes.io/job-name"] = name;
        labels["controller-uid"] = uid;
        labels["job-name"] = name;
        spec.Ensure("selector").Ensure("matchLabels")["batch.kubernetes.io/controller-uid"] = uid;
        var own = metadata["labels"] as JsonObject;
        if (own is not { Count: > 0 })
            metadata["labels"] = labels.DeepClone();
    }

    private static void AddFinalizer(JsonObject metadata, string finalizer)
    {
        var finalizers = metadata["finalizers"] as JsonArray ?? [];
        if (finalizers.Any(f => (string?)f == finalizer))
            return;
        finalizers.Add(finalizer);
        if (finalizers.Parent is null)
            metadata["finalizers"] = finalizers;
    }

    private static void BumpTemplateGeneration(JsonObject metadata, JsonObject old)
    {
        const string Annotation = "deprecated.daemonset.template.generation";
        var before = long.TryParse((string?)old["annotations"]?[Annotation], System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;
        metadata.Ensure("annotations")[Annotation] = (before + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}

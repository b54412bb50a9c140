using System.Text.Json.Nodes;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Validation;

/// <summary>The rules of metadata.</summary>
internal static class MetadataValidation
{
    private const int MostAnnotationBytes = 256 * 1024;

    /// <summary>Of a new object.</summary>
    public static void ForCreate(ResourceDefinition definition, JsonObject metadata, Problems problems)
    {
        var name = metadata.Text("name") ?? "";
        if (metadata.Text("generateName") is { Length: > 0 } begin)
        {
            var masked = begin.EndsWith('-') ? begin[..^1] + "a" : begin;
            problems.AddRange(NameOf(definition.Stored, masked).Select(why => FieldProblem.Invalid("metadata.generateName", begin, why)));
        }
        if (name.Length == 0)
            problems.Add(FieldProblem.Required("metadata.name", "name or generateName is required"));
        else
            problems.AddRange(NameOf(definition.Stored, name).Select(why => FieldProblem.Invalid("metadata.name", name, why)));
        Common(metadata, problems);
        Finalizers(definition, metadata, problems);
    }

    /// <summary>Of a changed object. The real server looks twice, which shows in the causes.</summary>
    public static void ForUpdate(ResourceDefinition definition, JsonObject before, JsonObject metadata, Problems problems)
    {
        if (before["deletionTimestamp"] is not null)
        {
            var old = before.Texts("finalizers").ToHashSet(StringComparer.Ordinal);
            var added = metadata.Texts("finalizers").Where(f => !old.Contains(f)).ToList();
            if (added.Count > 0)
            {
                var problem = FieldProblem.Forbidden(
                    "metadata.finalizers",
                    $"no new finalizers can be added if the object is being deleted, found new finalizers {GoValue.List(added)}");
                problems.Add(problem);
                problems.Add(problem);
            }
        }
        Common(metadata, problems);
        Finalizers(definition, metadata, problems);
    }

    private static void Finalizers(ResourceDefinition definition, JsonObject metadata, Problems problems)
    {
        var finalizers = metadata.Texts("finalizers").ToList();
        foreach (var finalizer in finalizers)
            problems.AddRange(NameRules.Qualified(finalizer).Select(why => FieldProblem.Invalid("metadata.finalizers", finalizer, why)));
        if (finalizers.Contains("orphan") && finalizers.Contains("foregroundDeletion"))
        {
            problems.Add(FieldProblem.Invalid(
                "metadata.finalizers", GoValue.List(finalizers), "finalizer orphan and foregroundDeletion cannot be both set"));
        }
        for (var i = 0; definition.Custom is null && i < finalizers.Count; i++)
        {
            if (!finalizers[i].Contains('/', StringComparison.Ordinal) && finalizers[i] is not ("kubernetes" or "orphan" or "foregroundDeletion"))
            {
                problems.Add(FieldProblem.Invalid(
                    $"metadata.finalizers[{i}]", finalizers[i], "name is neither a standard finalizer name nor is it fully qualified"));
            }
        }
    }

    /// <summary>The labels of an object or template.</summary>
    public static void Labels(JsonNode? labels, string path, Problems problems)
    {
        foreach (var (key, value) in labels as JsonObject ?? [])
        {
            problems.AddRange(NameRules.Qualified(key).Select(why => FieldProblem.Invalid(path, key, why)));
            var text = value?.ToString() ?? "";
            problems.AddRange(NameRules.LabelValue(text).Select(why => FieldProblem.Invalid(path, text, why)));
        }
    }

    private static void Common(JsonObject metadata, Problems problems)
    {
        Labels(metadata["labels"], "metadata.labels", problems);
        var bytes = 0L;
        foreach (var (key, value) in metadata["annotations"] as JsonObject ?? [])
        {
            problems.AddRange(NameRules.Qualified(key.ToLowerInvariant()).Select(why => FieldProblem.Invalid("metadata.annotations", key, why)));
            bytes += key.Length + (value?.ToString().Length ?? 0);
        }
        if (bytes > MostAnnotationBytes)
            problems.Add(FieldProblem.TooLong("metadata.annotations", MostAnnotationBytes));
        var references = metadata.Objects("ownerReferences").ToList();
        for (var i = 0; i < references.Count; i++)
        {
            foreach (var name in (string[])["apiVersion", "kind", "name", "uid"])
            {
                if (references[i].Text(name) is null or "")
                    problems.Add(FieldProblem.Invalid($"metadata.ownerReferences[{i}].{name}", "", $"{(name == "apiVersion" ? "version" : name)} must not be empty"));
            }
        }
    }

    private static IEnumerable<string> NameOf(ResourceKind kind, string name)
    {
        if (kind == Kinds.Namespace)
            return NameRules.Label(name);
        if (kind == Kinds.Service)
            return NameRules.Service(name);
        return kind.Group == "rbac.authorization.k8s.io" ? NameRules.PathSegment(name) : NameRules.Subdomain(name);
    }
}

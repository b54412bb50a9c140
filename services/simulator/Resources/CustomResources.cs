using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Resources;

/// <summary>Reads CustomResourceDefinitions.</summary>
public static class CustomResources
{
    /// <summary>What a definition lets be served, one for each served version. Objects are stored as the storage version.</summary>
    public static IEnumerable<ResourceDefinition> Read(JsonObject definition)
    {
        if (definition["spec"] is not JsonObject spec || spec["names"] is not JsonObject names || spec["versions"] is not JsonArray versions)
            yield break;
        var all = versions.OfType<JsonObject>().ToList();
        var storage = all.Find(v => (bool?)v["storage"] == true) ?? all[0];
        foreach (var version in all.Where(v => (bool?)v["served"] == true))
        {
            ResourceKind Kind(JsonObject of) => new(
                (string?)spec["group"] ?? "", (string?)of["name"] ?? "", (string?)names["kind"] ?? "", (string?)names["plural"] ?? "",
                (string?)spec["scope"] == "Namespaced");
            var kind = Kind(version);
            var (status, scale) = (version["subresources"]?["status"] is JsonObject, version["subresources"]?["scale"] as JsonObject);
            yield return new ResourceDefinition(
                kind, Kind(storage), (string?)names["singular"] ?? kind.Kind.ToLowerInvariant(), CustomVerbs)
            {
                ListKind = (string?)names["listKind"] ?? kind.Kind + "List",
                ShortNames = [.. Texts(names["shortNames"])],
                Categories = [.. Texts(names["categories"])],
                Custom = new CustomKind(
                    version["schema"]?["openAPIV3Schema"]?.DeepClone() as JsonObject, status, scale is null ? null : ScalePaths.Read(scale),
                    version["additionalPrinterColumns"]?.DeepClone() as JsonArray ?? []),
                Subresources = [.. Subresources(kind, status, scale is not null)],
            };
        }
    }

    private static System.Collections.Immutable.ImmutableArray<string> CustomVerbs =>
        ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];

    private static IEnumerable<SubresourceDefinition> Subresources(ResourceKind kind, bool status, bool scale)
    {
        if (status)
            yield return new("status", kind.Group, kind.Version, kind.Kind, ["get", "patch", "update"]);
        if (scale)
            yield return new("scale", "autoscaling", "v1", "Scale", ["get", "patch", "update"]);
    }

    private static IEnumerable<string> Texts(JsonNode? node) => (node as JsonArray)?.Select(n => (string?)n ?? "") ?? [];
}

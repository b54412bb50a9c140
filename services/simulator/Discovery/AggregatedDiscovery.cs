using System.Text.Json.Nodes;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Discovery;

/// <summary>Discovery of everything in one document, as clients since 1.26 ask for it.</summary>
internal static class AggregatedDiscovery
{
    /// <summary>An APIGroupDiscoveryList.</summary>
    /// <param name="groups">The groups to describe.</param>
    /// <param name="version">"v2" or "v2beta1" of apidiscovery.k8s.io: the same fields.</param>
    public static JsonObject Of(IEnumerable<ApiGroup> groups, string version) => new()
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["apiVersion"] = $"apidiscovery.k8s.io/{version}",
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. groups.Select(Group)]),
    };

    private static JsonObject Group(ApiGroup group)
    {
        var metadata = group.Name.Length == 0 ? new JsonObject() : new JsonObject { ["name"] = group.Name };
        metadata["creationTimestamp"] = null;
        return new JsonObject { ["metadata"] = metadata, ["versions"] = new JsonArray([.. group.Versions.Select(Version)]) };
    }

    private static JsonObject Version(ApiVersion version) => new()
    {
        ["version"] = version.Name,
        ["resources"] = new JsonArray([.. version.Resources.Select(Resource)]),
        ["freshness"] = "Current",
    };

    private static JsonObject Resource(ResourceDefinition definition)
    {
        var json = new JsonObject
        {
            ["resource"] = definition.Kind.Plural,
            ["responseKind"] = Kind(definition, definition.Kind.Group, definition.Kind.Version, definition.Kind.Kind),
            ["scope"] = definition.Kind.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = definition.Singular,
            ["verbs"] = PlainDiscovery.Texts(definition.Verbs),
        };
        if (definition.ShortNames.Length > 0)
            json["shortNames"] = PlainDiscovery.Texts(definition.ShortNames);
        if (definition.Categories.Length > 0)
            json["categories"] = PlainDiscovery.Texts(definition.Categories);
        if (definition.Subresources.Length > 0)
        {
            json["subresources"] = new JsonArray([.. definition.Subresources.Select(s => new JsonObject
            {
                ["subresource"] = s.Name,
                ["responseKind"] = Kind(definition, s.Group, s.Version, s.Kind),
                ["verbs"] = PlainDiscovery.Texts(s.Verbs),
            })]);
        }
        return json;
    }

    /// <summary>Group and version stay empty where they are those of a built-in resource itself, as the real server leaves them.</summary>
    private static JsonObject Kind(ResourceDefinition definition, string group, string version, string kind)
    {
        var own = definition.Custom is null && group == definition.Kind.Group && version == definition.Kind.Version;
        return new JsonObject { ["group"] = own ? "" : group, ["version"] = own ? "" : version, ["kind"] = kind };
    }
}

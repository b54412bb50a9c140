using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Discovery;

/// <summary>Discovery document by document: APIVersions, APIGroupList, APIGroup, APIResourceList.</summary>
internal static class PlainDiscovery
{
    public static JsonObject Versions(string serverAddress) => new()
    {
        ["kind"] = "APIVersions",
        ["versions"] = new JsonArray("v1"),
        ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = serverAddress }),
    };

    public static JsonObject Groups(IEnumerable<ApiGroup> groups) => new()
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. groups.Where(g => g.Name.Length > 0).Select(g => Describe(g, []))]),
    };

    public static JsonObject Group(ApiGroup group) => Describe(group, new JsonObject { ["kind"] = "APIGroup", ["apiVersion"] = "v1" });

    public static JsonObject Resources(ApiVersion version) => new()
    {
        ["kind"] = "APIResourceList",
        ["apiVersion"] = "v1",
        ["groupVersion"] = version.GroupVersion,
        ["resources"] = new JsonArray([.. version.Resources.SelectMany(d => d.Subresources.Select(s => Resource(d, s)).Prepend(Resource(d)))]),
    };

    private static JsonObject Describe(ApiGroup group, JsonObject json)
    {
        JsonObject Version(ApiVersion version) => new() { ["groupVersion"] = version.GroupVersion, ["version"] = version.Name };
        json["name"] = group.Name;
        json["versions"] = new JsonArray([.. group.Versions.Select(Version)]);
        json["preferredVersion"] = Version(group.Versions[0]);
        return json;
    }

    private static JsonObject Resource(ResourceDefinition definition)
    {
        var json = new JsonObject
        {
            ["name"] = definition.Kind.Plural,
            ["singularName"] = definition.Singular,
            ["namespaced"] = definition.Kind.Namespaced,
            ["kind"] = definition.Kind.Kind,
            ["verbs"] = Texts(definition.Verbs),
        };
        if (definition.ShortNames.Length > 0)
            json["shortNames"] = Texts(definition.ShortNames);
        if (definition.Categories.Length > 0)
            json["categories"] = Texts(definition.Categories);
        if (!definition.IsVirtual)
            json["storageVersionHash"] = StorageVersionHash(definition.Stored);
        return json;
    }

    private static JsonObject Resource(ResourceDefinition definition, SubresourceDefinition subresource)
    {
        var json = new JsonObject
        {
            ["name"] = $"{definition.Kind.Plural}/{subresource.Name}",
            ["singularName"] = "",
            ["namespaced"] = definition.Kind.Namespaced,
        };
        if (subresource.Group != definition.Kind.Group)
            (json["group"], json["version"]) = (subresource.Group, subresource.Version);
        json["kind"] = subresource.Kind;
        json["verbs"] = Texts(subresource.Verbs);
        return json;
    }

    /// <summary>Tells clients when objects are stored as another version; the real server's own formula.</summary>
    private static string StorageVersionHash(ResourceKind stored) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{stored.Group}/{stored.Version}/{stored.Kind}")).AsSpan(0, 8));

    internal static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode?)t)]);
}

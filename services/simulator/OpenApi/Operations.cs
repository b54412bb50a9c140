using System.Text.Json.Nodes;
using Pipeline.Simulator.Discovery;

namespace Pipeline.Simulator.OpenApi;

/// <summary>The paths of a document: each with the operations it has and the parameters that these know.</summary>
/// <remarks>kubectl looks here whether a kind's PATCH knows "dryRun" and "fieldValidation" before it relies on the server for them.</remarks>
internal static class Operations
{
    private static readonly string[] Writing = ["dryRun", "fieldManager", "fieldValidation"];
    private static readonly string[] Deleting = ["dryRun", "gracePeriodSeconds", "orphanDependents", "propagationPolicy"];

    private static readonly string[] Listing =
    [
        "allowWatchBookmarks", "continue", "fieldSelector", "labelSelector", "limit", "resourceVersion", "resourceVersionMatch", "sendInitialEvents",
        "timeoutSeconds", "watch",
    ];

    /// <summary>The paths of a version.</summary>
    /// <param name="version">What is served.</param>
    /// <param name="typed">Whether a parameter's type stands in a schema (v3) or beside its name (v2).</param>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> Of(ApiVersion version, bool typed)
    {
        foreach (var definition in version.Resources)
        {
            var (kind, ns) = (definition.Kind, definition.Kind.Namespaced ? "/namespaces/{namespace}" : "");
            var collection = $"/{version.Path}{ns}/{kind.Plural}";
            var served = (kind.Group, kind.Version, kind.Kind);
            yield return Path(collection, typed, definition.Verbs, served, ("list", "get", "list", Listing), ("create", "post", "post", Writing),
                ("deletecollection", "delete", "deletecollection", [.. Listing, .. Deleting]));
            if (definition.IsVirtual)
                continue;
            yield return Path($"{collection}/{{name}}", typed, definition.Verbs, served, Named);
            foreach (var subresource in definition.Subresources)
            {
                yield return Path($"{collection}/{{name}}/{subresource.Name}", typed, subresource.Verbs, (subresource.Group, subresource.Version, subresource.Kind),
                    [.. Named, ("create", "post", "post", Writing)]);
            }
        }
    }

    private static (string Verb, string Method, string Action, string[] Parameters)[] Named =>
    [
        ("get", "get", "get", []), ("update", "put", "put", Writing), ("patch", "patch", "patch", [.. Writing, "force"]), ("delete", "delete", "delete", Deleting),
    ];

    private static KeyValuePair<string, JsonNode?> Path(
        string path, bool typed, IReadOnlyCollection<string> verbs, (string Group, string Version, string Kind) kind,
        params (string Verb, string Method, string Action, string[] Parameters)[] operations)
    {
        var json = new JsonObject();
        foreach (var (_, method, action, parameters) in operations.Where(o => verbs.Contains(o.Verb)))
        {
            json[method] = new JsonObject
            {
                ["operationId"] = $"{action}{path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal).Replace('/', '_')}",
                ["parameters"] = new JsonArray([.. parameters.Select(p => Parameter(p, "query", typed))]),
                ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } },
                ["x-kubernetes-action"] = action,
                ["x-kubernetes-group-version-kind"] = SchemaDialect.Kind(kind),
            };
        }
        var places = path.Split('/').Where(s => s.StartsWith('{')).Select(s => s.Trim('{', '}'));
        json["parameters"] = new JsonArray([.. places.Select(p => Parameter(p, "path", typed))]);
        return KeyValuePair.Create(path, (JsonNode?)json);
    }

    private static JsonObject Parameter(string name, string place, bool typed)
    {
        var json = new JsonObject { ["name"] = name, ["in"] = place };
        if (place == "path")
            json["required"] = true;
        var type = name switch
        {
            "allowWatchBookmarks" or "sendInitialEvents" or "watch" or "force" or "orphanDependents" => "boolean",
            "limit" or "timeoutSeconds" or "gracePeriodSeconds" => "integer",
            _ => "string",
        };
        if (typed)
            json["schema"] = new JsonObject { ["type"] = type };
        else
            json["type"] = type;
        return json;
    }
}

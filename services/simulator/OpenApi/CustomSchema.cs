using System.Text.Json.Nodes;

namespace Pipeline.Simulator.OpenApi;

/// <summary>Publishes the schema that a CustomResourceDefinition gives.</summary>
internal static class CustomSchema
{
    private static readonly string[] KnownToV2 =
    [
        "type", "format", "description", "required", "properties", "items", "additionalProperties", "enum", "default", "pattern", "minimum", "maximum",
        "minLength", "maxLength", "minItems", "maxItems", "x-kubernetes-list-type", "x-kubernetes-list-map-keys", "x-kubernetes-map-type",
    ];

    public static JsonObject Write(SchemaDialect dialect, JsonObject? given, (string Group, string Version, string Kind) kind)
    {
        var schema = given is null ? new JsonObject { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true } : given.DeepClone().AsObject();
        if (dialect == SchemaDialect.V2)
            schema = ForV2(schema);
        if (schema["properties"] is not JsonObject properties)
            schema["properties"] = properties = [];
        properties["apiVersion"] = new JsonObject { ["type"] = "string" };
        properties["kind"] = new JsonObject { ["type"] = "string" };
        properties["metadata"] = dialect.Reference("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta");
        schema["x-kubernetes-group-version-kind"] = SchemaDialect.Kinds([kind]);
        return schema;
    }

    /// <summary>Leaves out what v2 cannot say; a part that keeps unknown fields becomes anything.</summary>
    private static JsonObject ForV2(JsonObject schema)
    {
        if ((bool?)schema["x-kubernetes-preserve-unknown-fields"] == true)
            return [];
        if ((bool?)schema["x-kubernetes-int-or-string"] == true)
            return new JsonObject { ["type"] = "string", ["format"] = "int-or-string" };
        var result = new JsonObject();
        foreach (var (name, value) in schema.Where(p => KnownToV2.Contains(p.Key)))
        {
            result[name] = (name, value) switch
            {
                ("properties", JsonObject properties) =>
                    new JsonObject(properties.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)(p.Value is JsonObject part ? ForV2(part) : [])))),
                ("items" or "additionalProperties", JsonObject part) => ForV2(part),
                _ => value?.DeepClone(),
            };
        }
        return result;
    }
}

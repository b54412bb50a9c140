using System.Text.Json.Nodes;
using Pipeline.Simulator.Protobuf;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.OpenApi;

/// <summary>Writes an OpenAPI document of version 2 as the protobuf message openapi.v2.Document, the only form that older clients take.</summary>
/// <remarks>github.com/google/gnostic, openapiv2/OpenAPIv2.proto (Apache-2.0): the numbers are its field numbers.</remarks>
internal static class Gnostic
{
    public static ReadOnlyMemory<byte> Write(JsonObject document)
    {
        var writer = new ProtobufWriter();
        writer.Text(1, (string?)document["swagger"]);
        writer.Message(2, info =>
        {
            info.Text(1, (string?)document["info"]?["title"]);
            info.Text(2, (string?)document["info"]?["version"]);
        });
        writer.Message(8, paths => Each(paths, 2, document["paths"], WritePath));
        writer.Message(9, definitions => Each(definitions, 1, document["definitions"], WriteSchema));
        return writer.Written;
    }

    /// <summary>Maps are lists of pairs of name and value.</summary>
    private static void Each(ProtobufWriter writer, int field, JsonNode? map, Action<ProtobufWriter, JsonObject> write)
    {
        foreach (var (name, value) in map as JsonObject ?? [])
        {
            writer.Message(field, pair =>
            {
                pair.Text(1, name);
                pair.Message(2, inner => write(inner, value as JsonObject ?? []));
            });
        }
    }

    private static void WritePath(ProtobufWriter writer, JsonObject path)
    {
        foreach (var (method, field) in new[] { ("get", 2), ("put", 3), ("post", 4), ("delete", 5), ("patch", 8) })
        {
            if (path[method] is JsonObject operation)
                writer.Message(field, o => WriteOperation(o, operation));
        }
        WriteParameters(writer, 9, path["parameters"]);
    }

    private static void WriteOperation(ProtobufWriter writer, JsonObject operation)
    {
        writer.Text(5, (string?)operation["operationId"]);
        WriteParameters(writer, 8, operation["parameters"]);
        writer.Message(9, responses => Each(responses, 1, operation["responses"], (value, response) =>
            value.Message(1, r => r.Text(1, (string?)response["description"]))));
        WriteExtensions(writer, 13, operation);
    }

    private static void WriteParameters(ProtobufWriter writer, int field, JsonNode? parameters)
    {
        foreach (var parameter in (parameters as JsonArray ?? []).OfType<JsonObject>())
        {
            var place = (string?)parameter["in"];
            writer.Message(field, item => item.Message(1, p => p.Message(2, nonBody => nonBody.Message(place == "path" ? 4 : 3, sub =>
            {
                if ((bool?)parameter["required"] == true)
                    sub.Flag(1, true);
                sub.Text(2, place);
                sub.Text(4, (string?)parameter["name"]);
                sub.Text(place == "path" ? 5 : 6, (string?)parameter["type"]);
            }))));
        }
    }

    private static void WriteSchema(ProtobufWriter writer, JsonObject schema)
    {
        writer.Text(1, (string?)schema["$ref"]);
        writer.Text(2, (string?)schema["format"]);
        writer.Text(4, (string?)schema["description"]);
        if (schema["default"] is { } value)
            writer.Message(5, any => WriteAny(any, value));
        Real(writer, 7, schema["maximum"]);
        Real(writer, 9, schema["minimum"]);
        Whole(writer, 11, schema["maxLength"]);
        Whole(writer, 12, schema["minLength"]);
        writer.Text(13, (string?)schema["pattern"]);
        Whole(writer, 14, schema["maxItems"]);
        Whole(writer, 15, schema["minItems"]);
        foreach (var required in schema["required"] as JsonArray ?? [])
            writer.Text(19, (string?)required);
        foreach (var choice in schema["enum"] as JsonArray ?? [])
            writer.Message(20, any => WriteAny(any, choice));
        switch (schema["additionalProperties"])
        {
            case JsonObject values:
                writer.Message(21, item => item.Message(1, s => WriteSchema(s, values)));
                break;
            case JsonValue flag when flag.TryGetValue<bool>(out var allowed):
                writer.Message(21, item => item.Flag(2, allowed));
                break;
        }
        if ((string?)schema["type"] is { } type)
            writer.Message(22, item => item.Text(1, type));
        if (schema["items"] is JsonObject items)
            writer.Message(23, item => item.Message(1, s => WriteSchema(s, items)));
        if (schema["properties"] is JsonObject properties)
            writer.Message(25, p => Each(p, 1, properties, WriteSchema));
        WriteExtensions(writer, 31, schema);
    }

    private static void Real(ProtobufWriter writer, int field, JsonNode? value)
    {
        if (value is not null)
            writer.Real(field, value.GetValue<double>());
    }

    private static void Whole(ProtobufWriter writer, int field, JsonNode? value)
    {
        if (value is not null)
            writer.Whole(field, value.GetValue<long>());
    }

    private static void WriteExtensions(ProtobufWriter writer, int field, JsonObject json)
    {
        foreach (var (name, value) in json.Where(p => p.Key.StartsWith("x-", StringComparison.Ordinal)))
        {
            writer.Message(field, named =>
            {
                named.Text(1, name);
                named.Message(2, any => WriteAny(any, value));
            });
        }
    }

    /// <summary>Values of any type travel as YAML, of which JSON is a part.</summary>
    private static void WriteAny(ProtobufWriter writer, JsonNode? value) => writer.Text(2, (value?.ToJsonString(GoJson.Options) ?? "null") + "\n");
}

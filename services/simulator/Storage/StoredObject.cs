using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Storage;

/// <summary>One version of one object. Never changes; safe to read from any thread.</summary>
public sealed class StoredObject
{
    private static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>();
    private static readonly string[] Leading = ["kind", "apiVersion", "metadata"];
    private readonly int _typeLength;

    /// <summary>Takes the object as it is served: with apiVersion, kind and its own resourceVersion in it.</summary>
    public StoredObject(ResourceKind kind, JsonObject json, long resourceVersion)
    {
        Kind = kind;
        ResourceVersion = resourceVersion;
        (Root, _typeLength) = Write(json);
        var metadata = Root.GetProperty("metadata");
        Key = new ObjectKey(Text(metadata, "namespace") ?? "", Text(metadata, "name") ?? "");
        Uid = Text(metadata, "uid") ?? "";
        Labels = metadata.TryGetProperty("labels", out var labels) && labels.ValueKind == JsonValueKind.Object
            ? labels.EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetString() ?? "", StringComparer.Ordinal)
            : NoLabels;
    }

    /// <summary>Its kind.</summary>
    public ResourceKind Kind { get; }

    /// <summary>Namespace and name.</summary>
    public ObjectKey Key { get; }

    /// <summary>Number of the write that made this version.</summary>
    public long ResourceVersion { get; }

    /// <summary>metadata.uid.</summary>
    public string Uid { get; }

    /// <summary>metadata.labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; }

    /// <summary>The whole object, read only.</summary>
    public JsonElement Root { get; }

    /// <summary>The object as compact JSON in UTF-8, as it goes onto the wire.</summary>
    public ReadOnlySpan<byte> Utf8 => JsonMarshal.GetRawUtf8Value(Root);

    /// <summary>What follows the opening brace, kind and apiVersion in <see cref="Utf8"/>: items of lists have no type of their own.</summary>
    public ReadOnlySpan<byte> Utf8AfterType => Utf8[_typeLength..];

    /// <summary>A copy of its own for the caller to change.</summary>
    public JsonObject ToJson() => JsonNode.Parse(Utf8)!.AsObject();

    public override string ToString() => $"{Kind.Kind} {Key} at {ResourceVersion}";

    private static (JsonElement Root, int TypeLength) Write(JsonObject json)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        var typeLength = 1;
        using (var writer = new Utf8JsonWriter(buffer, GoJson.WriterOptions))
        {
            writer.WriteStartObject();
            foreach (var name in Leading)
            {
                if (json[name] is not { } value)
                    continue;
                if (name == "metadata" && writer.BytesPending > 1)
                    typeLength = (int)writer.BytesPending + (int)writer.BytesCommitted + 1; // the comma, too
                writer.WritePropertyName(name);
                value.WriteTo(writer, GoJson.Options);
            }
            foreach (var (name, value) in json)
            {
                if (Array.IndexOf(Leading, name) >= 0)
                    continue;
                writer.WritePropertyName(name);
                if (value is null)
                    writer.WriteNullValue();
                else
                    value.WriteTo(writer, GoJson.Options);
            }
            writer.WriteEndObject();
        }
        return (JsonElement.Parse(buffer.WrittenSpan), typeLength);
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

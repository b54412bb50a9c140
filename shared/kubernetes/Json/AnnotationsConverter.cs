using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Kubernetes.Json;

/// <summary>Reads annotations without kubectl's copy of the whole object.</summary>
internal sealed class AnnotationsConverter : JsonConverter<IReadOnlyDictionary<string, string>>
{
    public const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    public override IReadOnlyDictionary<string, string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("annotations are no object");
        Dictionary<string, string>? annotations = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(LastApplied))
            {
                reader.Skip();
                continue;
            }
            var key = PooledStringConverter.Read(ref reader);
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
                (annotations ??= new(StringComparer.Ordinal))[key] = PooledStringConverter.Read(ref reader);
            else
                reader.Skip();
        }
        return annotations ?? Models.Nothing.Map;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (key, text) in value)
            writer.WriteString(key, text);
        writer.WriteEndObject();
    }
}

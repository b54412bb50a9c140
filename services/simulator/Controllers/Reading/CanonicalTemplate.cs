using System.Buffers;
using System.Text.Json;

namespace Pipeline.Simulator.Controllers.Reading;

/// <summary>Pod templates compared by what they mean: order of members, nulls and the controllers' own labels do not count.</summary>
public static class CanonicalTemplate
{
    /// <summary>Compact JSON with sorted members, without nulls, empty objects and lists, and without the given label of the template.</summary>
    public static ReadOnlyMemory<byte> Of(JsonElement template, string? withoutLabel = null)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, template, 0, withoutLabel);
        return buffer.WrittenMemory;
    }

    /// <summary>FNV-1a of 32 bits over a template and the count of collisions, in the letters that names of pods are made of.</summary>
    public static string Hash(ReadOnlySpan<byte> template, int collisions)
    {
        var hash = 2166136261u;
        foreach (var octet in template)
            hash = (hash ^ octet) * 16777619;
        if (collisions > 0)
        {
            for (var shift = 0; shift < 32; shift += 8)
                hash = (hash ^ (byte)(collisions >> shift)) * 16777619;
        }
        return SafeLetters.Encode(hash);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element, int depth, string? withoutLabel)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().Where(m => !IsEmpty(m.Value)).OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    // metadata.labels is at depth 1 of a template: a label is at depth 2
                    if (withoutLabel is not null && depth == 2 && member.NameEquals(withoutLabel))
                        continue;
                    writer.WritePropertyName(member.Name);
                    var inMetadata = depth > 0 || member.NameEquals("metadata");
                    Write(writer, member.Value, depth + 1, inMetadata ? withoutLabel : null);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(writer, item, depth + 1, null);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Undefined:
                writer.WriteNullValue();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };
}

using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Kubernetes.Models;

namespace Pipeline.Kubernetes.Json;

/// <summary>Reads a map of texts as marks of them; no content is kept.</summary>
internal sealed class ContentMarksConverter : JsonConverter<IReadOnlyDictionary<string, ContentMark>>
{
    public override IReadOnlyDictionary<string, ContentMark> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("a map of texts was expected");
        var marks = new Dictionary<string, ContentMark>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = PooledStringConverter.Read(ref reader);
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
                marks[key] = MarkOf(ref reader);
            else
                reader.Skip();
        }
        return marks;
    }

    public override void Write(
        Utf8JsonWriter writer, IReadOnlyDictionary<string, ContentMark> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (key, mark) in value)
            writer.WriteNumber(key, mark.Length);
        writer.WriteEndObject();
    }

    private static ContentMark MarkOf(ref Utf8JsonReader reader)
    {
        var longest = reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(longest, 1));
        try
        {
            var length = reader.CopyString(buffer.AsSpan());
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(buffer.AsSpan(0, length), hash);
            return new ContentMark(length, BinaryPrimitives.ReadUInt64BigEndian(hash));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Kubernetes.Json;

/// <summary>Reads short texts through a pool: five thousand pods share few namespaces, images, nodes, reasons and label keys.</summary>
/// <remarks>The pool is a fixed table in which a newcomer displaces what was at its place: bounded, without locks, never wrong.</remarks>
internal sealed class PooledStringConverter : JsonConverter<string>
{
    private const int Places = 1 << 14;
    private const int LongestPooled = 80;
    private static readonly string?[] Pool = new string?[Places];

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => Read(ref reader),
        JsonTokenType.Null => null,
        _ => throw new JsonException($"a text was expected, not {reader.TokenType}"),
    };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);

    /// <summary>The text of a string or property-name token.</summary>
    internal static string Read(ref Utf8JsonReader reader)
    {
        if (reader.HasValueSequence || reader.ValueIsEscaped || reader.ValueSpan.Length > LongestPooled)
            return reader.GetString()!;
        var utf8 = reader.ValueSpan;
        if (utf8.IsEmpty)
            return "";
        var hash = new HashCode();
        hash.AddBytes(utf8);
        ref var place = ref Pool[(uint)hash.ToHashCode() % Places];
        if (place is { } known && Same(known, utf8))
            return known;
        return place = reader.GetString()!;
    }

    private static bool Same(string text, ReadOnlySpan<byte> utf8)
    {
        if (text.Length > utf8.Length)
            return false;
        Span<byte> bytes = stackalloc byte[LongestPooled];
        return Encoding.UTF8.TryGetBytes(text, bytes, out var length) && bytes[..length].SequenceEqual(utf8);
    }
}

using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pipeline.Simulator.Schemas;

/// <summary>Reads values without parts.</summary>
internal static partial class ScalarDecoder
{
    /// <summary>The value in its canonical form. Both null: it has the wrong type, for which the caller has the words.</summary>
    public static (JsonNode? Value, string? Error) Decode(ValueKind kind, JsonElement json) => kind switch
    {
        ValueKind.Text when json.ValueKind == JsonValueKind.String => (json.GetString(), null),
        ValueKind.Boolean when json.ValueKind is JsonValueKind.True or JsonValueKind.False => (json.GetBoolean(), null),
        ValueKind.Whole32 when json.ValueKind == JsonValueKind.Number && Whole(json) && json.TryGetInt32(out var number) => (number, null),
        ValueKind.Whole64 when json.ValueKind == JsonValueKind.Number && Whole(json) && json.TryGetInt64(out var number) => (number, null),
        ValueKind.Number when json.ValueKind == JsonValueKind.Number => (JsonValue.Create(json.Clone()), null),
        ValueKind.IntOrString => IntOrString(json),
        ValueKind.Quantity => Quantity(json),
        ValueKind.Time => Time(json, "yyyy-MM-ddTHH:mm:ssZ", "2006-01-02T15:04:05Z07:00"),
        ValueKind.MicroTime => Time(json, "yyyy-MM-ddTHH:mm:ss.ffffffZ", "2006-01-02T15:04:05.000000Z07:00"),
        ValueKind.Bytes when json.ValueKind == JsonValueKind.String => Bytes(json.GetString()!),
        _ => (null, null),
    };

    private static bool Whole(JsonElement json) => json.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0;

    private static (JsonNode?, string?) IntOrString(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => (json.GetString(), null),
        JsonValueKind.Number when Whole(json) && json.TryGetInt32(out var number) => (number, null),
        JsonValueKind.Number => (null, $"json: cannot unmarshal number {json.GetRawText()} into Go value of type int32"),
        var other => (null, $"json: cannot unmarshal {(other is JsonValueKind.Array ? "array" : other is JsonValueKind.Object ? "object" : "bool")} into Go value of type int32"),
    };

    private static (JsonNode?, string?) Quantity(JsonElement json)
    {
        var text = json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();
        if (CanonicalQuantity.Of(text) is { } canonical)
            return (canonical, null);
        return (null, QuantityForm.IsMatch(text)
            ? "unable to parse quantity's suffix"
            : "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
    }

    private static (JsonNode?, string?) Time(JsonElement json, string format, string layout)
    {
        if (json.ValueKind != JsonValueKind.String)
            return (null, $"json: cannot unmarshal {(json.ValueKind == JsonValueKind.Number ? "number" : "object")} into Go value of type string");
        var text = json.GetString()!;
        return TimeForm.IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? (time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture), null)
            : (null, $"parsing time \"{text}\" as \"{layout}\": cannot parse \"{text}\" as \"2006\"");
    }

    private static (JsonNode?, string?) Bytes(string text)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            if (Convert.TryFromBase64String(text, buffer, out var count))
                return (Convert.ToBase64String(buffer.AsSpan(0, count)), null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
        var at = text.AsSpan().IndexOfAnyExcept(Base64Alphabet);
        return (null, string.Create(CultureInfo.InvariantCulture, $"illegal base64 data at input byte {(at < 0 ? text.Length - (text.Length % 4) : at)}"));
    }

    private static readonly SearchValues<char> Base64Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/\r\n");

    [GeneratedRegex(@"^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$")]
    private static partial Regex QuantityForm { get; }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$")]
    private static partial Regex TimeForm { get; }
}

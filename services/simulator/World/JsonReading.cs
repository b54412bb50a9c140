using System.Globalization;
using System.Text.Json;
using Pipeline.Kubernetes.Values;

namespace Pipeline.Simulator.World;

/// <summary>Reads the JSON of objects leniently: what is absent or of another type is null, empty or 0.</summary>
internal static class JsonReading
{
    /// <summary>A member, or a member of a member …; an undefined element when any is absent.</summary>
    public static JsonElement At(this JsonElement from, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(name, out from))
                return default;
        }
        return from;
    }

    public static string? Text(this JsonElement from, params ReadOnlySpan<string> path) =>
        from.At(path) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static int? Integer(this JsonElement from, params ReadOnlySpan<string> path) =>
        from.At(path) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    public static bool IsTrue(this JsonElement from, params ReadOnlySpan<string> path) =>
        from.At(path).ValueKind == JsonValueKind.True;

    public static bool Has(this JsonElement from, params ReadOnlySpan<string> path) =>
        from.At(path).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>The items of an array; none when there is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement from, params ReadOnlySpan<string> path) =>
        from.At(path) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>The members of an object; none when there is no object.</summary>
    public static IEnumerable<JsonProperty> Members(this JsonElement from, params ReadOnlySpan<string> path) =>
        from.At(path) is { ValueKind: JsonValueKind.Object } value ? value.EnumerateObject() : [];

    public static IReadOnlyList<string> Texts(this JsonElement from, params ReadOnlySpan<string> path) =>
        from.At(path) is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray().Select(i => i.GetString() ?? "")] : [];

    /// <summary>A quantity, written as text or as a number.</summary>
    public static double? Amount(this JsonElement from, params ReadOnlySpan<string> path) => from.At(path) switch
    {
        { ValueKind: JsonValueKind.String } text when Quantity.TryParse(text.GetString(), out var quantity) => quantity.ToDouble(),
        { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
        _ => null,
    };

    public static DateTimeOffset? Time(this JsonElement from, params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(from.Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>A time as the API writes it: whole seconds, UTC.</summary>
    public static string ToApiTime(this DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}

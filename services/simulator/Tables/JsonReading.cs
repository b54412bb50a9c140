using System.Globalization;
using System.Text.Json;

namespace Pipeline.Simulator.Tables;

/// <summary>Reads objects that may lack anything.</summary>
internal static class JsonReading
{
    public static JsonElement? At(this JsonElement json, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json) || json.ValueKind == JsonValueKind.Null)
                return null;
        }
        return json;
    }

    /// <summary>A text, or a number or boolean as text; empty when it is missing.</summary>
    public static string Text(this JsonElement json, params ReadOnlySpan<string> path) => json.At(path) is not { } value ? "" : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "",
    };

    public static long Number(this JsonElement json, params ReadOnlySpan<string> path) =>
        json.At(path) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : 0;

    public static bool Flag(this JsonElement json, params ReadOnlySpan<string> path) => json.At(path) is { ValueKind: JsonValueKind.True };

    public static bool Has(this JsonElement json, params ReadOnlySpan<string> path) => json.At(path) is not null;

    public static DateTimeOffset? Time(this JsonElement json, params ReadOnlySpan<string> path) =>
        json.At(path) is { ValueKind: JsonValueKind.String } value && value.TryGetDateTimeOffset(out var time) ? time : null;

    public static JsonElement[] Items(this JsonElement json, params ReadOnlySpan<string> path) =>
        json.At(path) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    public static string[] Texts(this JsonElement json, params ReadOnlySpan<string> path) =>
        [.. json.Items(path).Where(i => i.ValueKind == JsonValueKind.String).Select(i => i.GetString()!)];

    /// <summary>The keys and texts of a map, by key.</summary>
    public static (string Key, string Value)[] Pairs(this JsonElement json, params ReadOnlySpan<string> path) =>
        json.At(path) is { ValueKind: JsonValueKind.Object } map
            ? [.. map.EnumerateObject().Select(p => (p.Name, p.Value.ToString())).OrderBy(p => p.Name, StringComparer.Ordinal)]
            : [];

    public static string Name(this JsonElement json) => json.Text("metadata", "name");

    public static string Age(this JsonElement json, DateTimeOffset now) => HumanDuration.Since(json.Time("metadata", "creationTimestamp"), now);

    /// <summary>"none" where the text is empty.</summary>
    public static string Or(this string text, string none) => text.Length == 0 ? none : text;

    public static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text.Json;

namespace Pipeline.Simulator.Controllers.Reading;

/// <summary>Reads what may be absent: an absent or null member is an undefined element, and so is everything in it.</summary>
public static class JsonReading
{
    public static JsonElement At(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : default;

    public static JsonElement At(this JsonElement element, string first, string second) => element.At(first).At(second);

    public static bool Exists(this JsonElement element) => element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public static string? Text(this JsonElement element, string name) =>
        element.At(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static int? Whole(this JsonElement element, string name) =>
        element.At(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    public static long? Whole64(this JsonElement element, string name) =>
        element.At(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    public static bool? Flag(this JsonElement element, string name) => element.At(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static DateTimeOffset? Time(this JsonElement element, string name) =>
        element.Text(name) is { } text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    /// <summary>The elements of a list; none when it is absent.</summary>
    public static JsonElement.ArrayEnumerator Items(this JsonElement element, string name) =>
        element.At(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;

    /// <summary>The members of an object; none when it is absent.</summary>
    public static JsonElement.ObjectEnumerator Members(this JsonElement element, string name) =>
        element.At(name) is { ValueKind: JsonValueKind.Object } map ? map.EnumerateObject() : default;

    /// <summary>A map of texts, such as labels.</summary>
    public static IReadOnlyDictionary<string, string> Texts(this JsonElement element, string name)
    {
        if (element.At(name) is not { ValueKind: JsonValueKind.Object } map)
            return NoTexts;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in map.EnumerateObject())
            texts[member.Name] = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : "";
        return texts;
    }

    /// <summary>A list of texts, such as finalizers.</summary>
    public static IReadOnlyList<string> TextItems(this JsonElement element, string name)
    {
        if (element.At(name) is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
            return [];
        return [.. list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)];
    }

    /// <summary>The condition of a type among an object's status.conditions; undefined when there is none.</summary>
    public static JsonElement Condition(this JsonElement status, string type)
    {
        foreach (var condition in status.Items("conditions"))
        {
            if (condition.At("type") is { ValueKind: JsonValueKind.String } name && name.ValueEquals(type))
                return condition;
        }
        return default;
    }

    private static readonly IReadOnlyDictionary<string, string> NoTexts = new Dictionary<string, string>();
}

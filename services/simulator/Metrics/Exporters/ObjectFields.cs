using System.Globalization;
using System.Text.Json;

namespace Pipeline.Simulator.Metrics.Exporters;

/// <summary>Reads fields of objects that may not be there.</summary>
internal static class ObjectFields
{
    /// <summary>A field, down a path; undefined when any part of it is missing.</summary>
    public static JsonElement Field(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return default;
        }
        return element;
    }

    /// <summary>A text; empty when it is missing.</summary>
    public static string Text(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.Field(path) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    /// <summary>A number; null when it is missing.</summary>
    public static double? Number(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.Field(path) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    /// <summary>Whether a field is there and true.</summary>
    public static bool IsTrue(this JsonElement element, params ReadOnlySpan<string> path) => element.Field(path).ValueKind == JsonValueKind.True;

    /// <summary>A time, in seconds since 1970; null when it is missing.</summary>
    public static double? UnixTime(this JsonElement element, params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(element.Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeSeconds()
            : null;

    /// <summary>A quantity, written as text or number; null when it is missing.</summary>
    public static double? Quantity(this JsonElement element, params ReadOnlySpan<string> path) => element.Field(path) switch
    {
        { ValueKind: JsonValueKind.String } text when Pipeline.Kubernetes.Values.Quantity.TryParse(text.GetString(), out var quantity) => quantity.ToDouble(),
        { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
        _ => null,
    };

    /// <summary>The items of a list; none when it is missing.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.Field(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>The fields of an object; none when it is missing.</summary>
    public static IEnumerable<JsonProperty> Fields(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.Field(path) is { ValueKind: JsonValueKind.Object } fields ? fields.EnumerateObject() : [];

    /// <summary>The owner that controls an object, else its first; undefined when it has none.</summary>
    public static JsonElement Owner(this JsonElement root)
    {
        var owners = root.Items("metadata", "ownerReferences").ToList();
        var controller = owners.FindIndex(o => o.IsTrue("controller"));
        return controller >= 0 ? owners[controller] : owners.FirstOrDefault();
    }

    /// <summary>A number, or a percentage of a total: "25%".</summary>
    public static double? NumberOrShare(this JsonElement element, double total, bool roundUp)
    {
        if (element.ValueKind == JsonValueKind.Number)
            return element.GetDouble();
        if (element.ValueKind != JsonValueKind.String
            || !double.TryParse(element.GetString()!.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent))
            return null;
        return roundUp ? Math.Ceiling(total * percent / 100) : Math.Floor(total * percent / 100);
    }
}

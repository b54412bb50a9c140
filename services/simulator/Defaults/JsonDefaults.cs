using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Defaults;

/// <summary>Reading and completing JSON objects.</summary>
internal static class JsonDefaults
{
    /// <summary>Sets a field that is absent or null.</summary>
    public static void Default(this JsonObject json, string name, JsonNode? value)
    {
        if (json[name] is null)
            json[name] = value;
    }

    /// <summary>Sets a number that is absent or 0.</summary>
    public static void DefaultPositive(this JsonObject json, string name, int value)
    {
        if (json[name] is null || json[name]!.ToJsonString() == "0")
            json[name] = value;
    }

    /// <summary>The object in a field, made when there is none.</summary>
    public static JsonObject Ensure(this JsonObject json, string name)
    {
        if (json[name] is JsonObject existing)
            return existing;
        var made = new JsonObject();
        json[name] = made;
        return made;
    }

    /// <summary>The objects of a list; none when it is absent.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonObject json, string name) => (json[name] as JsonArray)?.OfType<JsonObject>() ?? [];

    /// <summary>The texts of a list; none when it is absent.</summary>
    public static IEnumerable<string> Texts(this JsonObject json, string name) =>
        (json[name] as JsonArray)?.Select(t => t is JsonValue v && v.TryGetValue<string>(out var text) ? text : "") ?? [];

    /// <summary>A text; null when it is absent.</summary>
    public static string? Text(this JsonObject json, string name) => json[name] is JsonValue v && v.TryGetValue<string>(out var text) ? text : null;

    /// <summary>A whole number; null when it is absent.</summary>
    public static long? Whole(this JsonObject json, string name) => json[name] is not JsonValue v ? null
        : v.TryGetValue<long>(out var l) ? l
        : v.TryGetValue<int>(out var i) ? i
        : v.TryGetValue<double>(out var d) ? (long)d
        : null;
}

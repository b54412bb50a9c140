using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Masking.Keys;
using Pipeline.Masking.Scanning;

namespace Pipeline.Masking.Structure;

/// <summary>Masks JSON by keys, by the forms of values, and by what Kubernetes objects mean.</summary>
internal sealed class JsonTrees(BorderMasking masker, KeyClassifier keys, TextMasking text, KeyedValues values)
{
    public const int MaxDepth = 64;

    private const string Unreadable = "(unreadable JSON: left out)";

    /// <summary>Where a node stands.</summary>
    /// <param name="Key">Of the member that it is in; "" at the top.</param>
    /// <param name="Above">Of a sensitive key above, whose value is an object: what is in it is a secret unless it is about one.</param>
    /// <param name="SecretItem">Whether it is an item of a SecretList, which has no kind of its own.</param>
    private readonly record struct Place(string Key, int Depth, KeyClass? Above = null, bool SecretItem = false)
    {
        public Place Down(string key) => new(key, Depth + 1, Above);
    }

    public JsonNode? Mask(JsonNode? node, int depth = 0)
    {
        try
        {
            return Mask(node, new Place("", depth));
        }
        catch (Exception e) when (e is InvalidOperationException or JsonException or NotSupportedException)
        {
            return Unreadable; // a key with broken surrogates, whose text no API of .NET gives; an object that cannot be serialized
        }
    }

    private JsonNode? Mask(JsonNode? node, Place place) => node switch
    {
        null => null,
        _ when place.Depth > MaxDepth => Unexamined(node),
        JsonObject members => Members(members, place),
        JsonArray items => Items(items, place),
        _ => Value(node.AsValue(), place),
    };

    private JsonObject Members(JsonObject members, Place place)
    {
        var kind = TextOf(members, "kind");
        var isSecret = place.SecretItem || (kind == "Secret" && TextOf(members, "apiVersion") is "v1" or null);
        var named = (TextOf(members, "name") ?? TextOf(members, "key")) is { } name ? text.Outline(name) : null;
        var masked = new JsonObject();
        foreach (var (key, value) in members)
        {
            var below = key == "value" && named is not null ? named : text.Outline(key);
            var next = place.Down(below) with { Above = Inherited(place, below, value) };
            var result = (key, value) switch
            {
                ("data" or "stringData", JsonObject data) when isSecret => SecretData.Mask(data, key == "data", keys, values),
                ("items", JsonArray items) when kind == "SecretList" => Secrets(items, next),
                _ => Mask(value, next),
            };
            JsonStrings.Add(masked, masker.Text(key), result);
        }
        return masked;
    }

    private KeyClass? Inherited(Place place, string key, JsonNode? value) =>
        value is not (JsonObject or JsonArray) ? place.Above
        : keys.Classify(key) is { Weak: false } own ? own
        : place.Above is { } above && !KeyClassifier.IsAbout(key) ? above
        : null;

    private JsonArray Secrets(JsonArray items, Place place)
    {
        var masked = new JsonArray();
        foreach (var item in items)
            masked.Add(Mask(item, place with { SecretItem = true }));
        return masked;
    }

    private JsonArray Items(JsonArray items, Place place)
    {
        if (place.Key is "args" or "command" or "cmd" or "argv" or "entrypoint" && items.All(IsText))
        {
            var arguments = masker.Arguments([.. items.Select(item => TextOf(item!.AsValue())!)]);
            return new JsonArray([.. arguments.Select(argument => (JsonNode)argument)]);
        }
        var masked = new JsonArray();
        foreach (var item in items)
            masked.Add(Mask(item, place with { Depth = place.Depth + 1 }));
        return masked;
    }

    private JsonNode? Value(JsonValue value, Place place) => value.GetValueKind() switch
    {
        JsonValueKind.String => TextOf(value) is { } content ? Text(content, place) : Unexamined(value),
        JsonValueKind.Number => Number(value, place),
        JsonValueKind.Object or JsonValueKind.Array => Mask(JsonSerializer.SerializeToNode(value), place), // made from an object of .NET
        _ => value.DeepClone(),
    };

    private string Text(string value, Place place) =>
        place.Above is { } above && keys.Classify(place.Key) is null && !KeyClassifier.IsAbout(place.Key)
            ? values.Sensitive(above, value, place.Depth)
            : values.Mask(place.Key, value, place.Depth);

    /// <summary>A number under a sensitive key, or one that is itself sensitive, becomes a token; any other stays as written.</summary>
    private JsonNode Number(JsonValue value, Place place)
    {
        var written = value.ToJsonString();
        var masked = Text(written, place);
        return masked == written ? value.DeepClone() : masked;
    }

    private JsonNode Unexamined(JsonNode node) =>
        masker.Secret(SecretKinds.Unexamined, node is JsonValue value && value.TryGetValue(out JsonElement element)
            ? element.GetRawText()
            : node.ToJsonString(new JsonSerializerOptions { MaxDepth = int.MaxValue }));

    /// <param name="value">Of the kind string; one made from a Guid or a time of .NET gives what is written of it.</param>
    /// <returns>Null when the string has broken surrogates.</returns>
    private static string? TextOf(JsonValue value)
    {
        try
        {
            return value.TryGetValue(out string? text) ? text : value.Deserialize<string>();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsText(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String && TextOf(value) is not null;

    private static string? TextOf(JsonObject members, string key) =>
        members.TryGetPropertyValue(key, out var node) && node is JsonValue value
            && value.GetValueKind() == JsonValueKind.String
            ? TextOf(value)
            : null;
}

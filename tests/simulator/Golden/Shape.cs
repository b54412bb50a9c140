using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pipeline.Simulator.Tests.Golden;

/// <summary>Answers without what differs from one run to the next: uids, versions, times, random names, addresses of Go pointers.</summary>
internal static partial class Shape
{
    /// <summary>A body to compare.</summary>
    public static JsonNode? Of(JsonNode? body) => Normalize(body, "");

    /// <summary>Where two bodies differ first; null when they do not.</summary>
    public static string? Difference(JsonNode? expected, JsonNode? actual, string path = "")
    {
        if (JsonNode.DeepEquals(expected, actual))
            return null;
        switch (expected, actual)
        {
            case (JsonObject e, JsonObject a):
                foreach (var name in e.Select(p => p.Key).Concat(a.Select(p => p.Key)).Distinct())
                {
                    if (!a.ContainsKey(name))
                        return $"{path}.{name} is missing: {Short(e[name])}";
                    if (!e.ContainsKey(name))
                        return $"{path}.{name} should not be there: {Short(a[name])}";
                    if (Difference(e[name], a[name], $"{path}.{name}") is { } found)
                        return found;
                }
                break;
            case (JsonArray e, JsonArray a):
                for (var i = 0; i < Math.Min(e.Count, a.Count); i++)
                {
                    if (Difference(e[i], a[i], $"{path}[{i}]") is { } found)
                        return found;
                }
                if (e.Count != a.Count)
                    return $"{path} has {a.Count} items instead of {e.Count}: {Short((e.Count > a.Count ? e : a)[Math.Min(e.Count, a.Count)])}";
                break;
        }
        return $"{path} is {Short(actual)} instead of {Short(expected)}";
    }

    private static JsonNode? Normalize(JsonNode? node, string name)
    {
        switch (node)
        {
            case JsonObject o:
                return new JsonObject(o.Select(p => KeyValuePair.Create(Text(p.Key), Normalize(p.Value, p.Key))));
            case JsonArray a when name == "managedFields":
                return new JsonArray([.. a.Select(i => Normalize(i, "")).OrderBy(Owner, StringComparer.Ordinal)]);
            case JsonArray a:
                return new JsonArray([.. a.Select(i => Normalize(i, ""))]);
            case JsonValue v when v.TryGetValue<string>(out var text):
                return name switch
                {
                    "resourceVersion" when text.Length > 0 => "<rv>",
                    "continue" when text.Length > 0 => "<continue>",
                    "token" => "<token>",
                    "clusterIP" => "<ip>",
                    _ => Text(text),
                };
            default:
                return node?.DeepClone();
        }
    }

    private static string Owner(JsonNode? entry) => $"{entry?["manager"]}/{entry?["operation"]}/{entry?["subresource"]}/{entry?["apiVersion"]}";

    private static string Text(string text)
    {
        if (Embedded().Match(text) is { Success: true } found)
            text = text.Replace(found.Groups[1].Value, Sorted(Of(JsonNode.Parse(Regex.Unescape(found.Groups[1].Value))))!.ToJsonString(), StringComparison.Ordinal);
        text = Uid().Replace(text, "<uid>");
        text = Time().Replace(text, "<time>");
        text = RandomName().Replace(text, "$1<random>");
        text = Version().Replace(text, "$1<rv>");
        text = GoStruct().Replace(text, "$1{…}$2");
        return GoDifference().Replace(text, "");
    }

    private static string Short(JsonNode? node) => node?.ToJsonString() is { } text ? text[..Math.Min(text.Length, 700)] : "null";

    /// <summary>An object within a message, with its fields in one order.</summary>
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    [GeneratedRegex("Invalid value: \"(\\{.*\\})\": ", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Embedded();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.CultureInvariant)]
    private static partial Regex Uid();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", RegexOptions.CultureInvariant)]
    private static partial Regex Time();

    [GeneratedRegex("(gen-|kube-api-access-)[a-z0-9]{5}", RegexOptions.CultureInvariant)]
    private static partial Regex RandomName();

    [GeneratedRegex(@"(current: |too old resource version: \d+ \(|in record \(|resourceVersion\\*"":\\*"")\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Version();

    [GeneratedRegex(@"((?:core|policy|networking|apiextensions)\.[A-Z]\w+)\{.*\}(: [a-zA-Z ]+)", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex GoStruct();

    [GeneratedRegex("\n\u00a0.*", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex GoDifference();
}

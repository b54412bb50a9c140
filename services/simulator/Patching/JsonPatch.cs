using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;

namespace Pipeline.Simulator.Patching;

/// <summary>RFC 6902, with the refusals of the real server; an operation without a value has null, and a negative index counts from the end.</summary>
public static class JsonPatch
{
    /// <summary>The most operations that one patch may have.</summary>
    public const int MostOperations = 10_000;

    /// <summary>The document after all operations.</summary>
    /// <exception cref="StatusException">An operation cannot be done, and then none is.</exception>
    public static JsonObject Apply(JsonObject document, JsonArray patch)
    {
        if (patch.Count > MostOperations)
        {
            throw new StatusException(
                413, "RequestEntityTooLarge",
                $"Request entity too large: The allowed maximum operations in a JSON patch is {MostOperations}, got {patch.Count}");
        }
        JsonNode? root = document.DeepClone();
        foreach (var operation in patch)
            root = Apply(root, operation as JsonObject ?? throw Rejected());
        return root as JsonObject ?? throw Rejected();
    }

    private static JsonNode? Apply(JsonNode? root, JsonObject operation)
    {
        var path = Pointer(operation["path"]);
        switch ((string?)operation["op"])
        {
            case "add":
                return Add(root, path, operation["value"]?.DeepClone());
            case "remove":
                return Remove(root, path).Root;
            case "replace":
                return Replace(root, path, operation["value"]?.DeepClone());
            case "move":
                var (without, moved) = Remove(root, Pointer(operation["from"]));
                return Add(without, path, moved);
            case "copy":
                return Add(root, path, Find(root, Pointer(operation["from"]))?.DeepClone());
            case "test":
                if (!JsonNode.DeepEquals(FindOrNull(root, path), operation["value"]))
                    throw Rejected();
                return root;
            default:
                throw Rejected();
        }
    }

    private static string[] Pointer(JsonNode? path)
    {
        if (path is not JsonValue value || !value.TryGetValue<string>(out var text))
            throw Rejected();
        if (text.Length == 0)
            return [];
        if (text[0] != '/')
            throw Rejected();
        return [.. text[1..].Split('/').Select(p => p.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
    }

    private static JsonNode? Add(JsonNode? root, string[] path, JsonNode? value)
    {
        if (path.Length == 0)
            return value;
        switch (Find(root, path[..^1]))
        {
            case JsonObject parent:
                parent[path[^1]] = value;
                break;
            case JsonArray parent:
                parent.Insert(path[^1] == "-" ? parent.Count : Index(path[^1], parent.Count), value);
                break;
            default:
                throw Rejected();
        }
        return root;
    }

    private static (JsonNode? Root, JsonNode? Removed) Remove(JsonNode? root, string[] path)
    {
        if (path.Length == 0)
            throw Rejected();
        switch (Find(root, path[..^1]))
        {
            case JsonObject parent when parent.TryGetPropertyValue(path[^1], out var removed):
                parent.Remove(path[^1]);
                return (root, removed);
            case JsonArray parent:
                var index = Index(path[^1], parent.Count - 1);
                var item = parent[index];
                parent.RemoveAt(index);
                return (root, item);
            default:
                throw Rejected();
        }
    }

    private static JsonNode? Replace(JsonNode? root, string[] path, JsonNode? value)
    {
        if (path.Length == 0)
            return value;
        switch (Find(root, path[..^1]))
        {
            case JsonObject parent when parent.ContainsKey(path[^1]):
                parent[path[^1]] = value;
                break;
            case JsonArray parent:
                parent[Index(path[^1], parent.Count - 1)] = value;
                break;
            default:
                throw Rejected();
        }
        return root;
    }

    private static JsonNode? Find(JsonNode? root, string[] path)
    {
        var node = root;
        foreach (var name in path)
        {
            node = node switch
            {
                JsonObject o when o.TryGetPropertyValue(name, out var next) => next,
                JsonArray a => a[Index(name, a.Count - 1)],
                _ => throw Rejected(),
            };
        }
        return node;
    }

    private static JsonNode? FindOrNull(JsonNode? root, string[] path) =>
        path.Length > 0 && Find(root, path[..^1]) is JsonObject parent && !parent.ContainsKey(path[^1]) ? null : Find(root, path);

    /// <summary>A place in a list, counted from its end when negative, as the real server does.</summary>
    private static int Index(string text, int most)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) || index > most)
            throw Rejected();
        return index >= 0 ? index : index + most + 1 is >= 0 and var fromEnd ? fromEnd : throw Rejected();
    }

    private static StatusException Rejected() => new(422, "Invalid", "the server rejected our request due to an error in our request", []);
}

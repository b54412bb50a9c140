using System.Text.Json.Nodes;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Patching.Ownership;

/// <summary>The elements of field paths: "f:" a field, "k:" a list item by its keys, "v:" an item of a set.</summary>
internal static class PathElements
{
    public static string Field(string name) => "f:" + name;

    /// <summary>The element of a list item.</summary>
    public static string Item(JsonNode? item, MergeShape list)
    {
        if (list.Form == MergeForm.SetList)
            return "v:" + (item?.ToJsonString(GoJson.Options) ?? "null");
        var keys = new JsonObject();
        foreach (var key in list.Keys.Order(StringComparer.Ordinal))
        {
            if (item is JsonObject o && o[key] is { } value)
                keys[key] = value.DeepClone();
            else if (list.KeyDefaults.TryGetValue(key, out var fallback))
                keys[key] = fallback;
        }
        return "k:" + keys.ToJsonString(GoJson.Options);
    }

    /// <summary>Items by their elements; the first of equal ones counts.</summary>
    public static Dictionary<string, JsonNode?> Items(JsonArray? list, MergeShape shape)
    {
        var items = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var item in list ?? [])
            items.TryAdd(Item(item, shape), item);
        return items;
    }

    /// <summary>A path as messages show it: ".spec.containers[name=\"app\"].image".</summary>
    public static string Display(IEnumerable<string> path)
    {
        var text = new System.Text.StringBuilder();
        foreach (var element in path)
        {
            switch (element[..2])
            {
                case "f:":
                    text.Append('.').Append(element.AsSpan(2));
                    break;
                case "v:":
                    text.Append("[=").Append(element.AsSpan(2)).Append(']');
                    break;
                default:
                    var keys = JsonNode.Parse(element[2..])!.AsObject();
                    text.Append('[').AppendJoin(',', keys.Select(k => $"{k.Key}={k.Value!.ToJsonString(GoJson.Options)}")).Append(']');
                    break;
            }
        }
        return text.ToString();
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Masking.Structure;

/// <summary>Rewrites the strings of a masked tree, keys included.</summary>
internal static class JsonStrings
{
    public static JsonNode? Replace(JsonNode? node, Func<string, string> replace) => node switch
    {
        null => null,
        JsonObject members => Members(members, replace),
        JsonArray items => new JsonArray([.. items.Select(item => Replace(item, replace))]),
        _ when node.GetValueKind() == JsonValueKind.String => replace(node.GetValue<string>()),
        _ => node.DeepClone(),
    };

    /// <summary>Adds a member, with a number behind its key when a repeated token has taken that.</summary>
    public static void Add(JsonObject members, string key, JsonNode? value)
    {
        var free = key;
        for (var i = 2; members.ContainsKey(free); i++)
            free = $"{key} ({i})";
        members[free] = value;
    }

    private static JsonObject Members(JsonObject members, Func<string, string> replace)
    {
        var replaced = new JsonObject();
        foreach (var (key, value) in members)
            Add(replaced, replace(key), Replace(value, replace));
        return replaced;
    }
}

using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Faults;

/// <summary>Takes a change back out of JSON that others may have changed since.</summary>
internal static class JsonRevert
{
    /// <summary>Each place that went from <paramref name="before"/> to <paramref name="after"/> and is still so in the current goes back.</summary>
    /// <remarks>Lists of one length are compared item by item, others as wholes.</remarks>
    public static void Apply(JsonObject current, JsonObject before, JsonObject after)
    {
        foreach (var name in before.Select(p => p.Key).Union(after.Select(p => p.Key)).ToList())
        {
            var (old, changed) = (before[name], after[name]);
            if (JsonNode.DeepEquals(old, changed))
                continue;
            if (TryInside(current[name], old, changed))
                continue;
            if (!JsonNode.DeepEquals(current[name], changed))
                continue;
            if (before.ContainsKey(name))
                current[name] = old?.DeepClone();
            else
                current.Remove(name);
        }
    }

    private static bool TryInside(JsonNode? current, JsonNode? before, JsonNode? after)
    {
        switch (current, before, after)
        {
            case (JsonObject now, JsonObject old, JsonObject changed):
                Apply(now, old, changed);
                return true;
            case (JsonArray now, JsonArray old, JsonArray changed) when now.Count == old.Count && old.Count == changed.Count:
                for (var i = 0; i < now.Count; i++)
                {
                    if (!TryInside(now[i], old[i], changed[i]) && !JsonNode.DeepEquals(old[i], changed[i]) && JsonNode.DeepEquals(now[i], changed[i]))
                        now[i] = old[i]?.DeepClone();
                }
                return true;
            default:
                return false;
        }
    }
}

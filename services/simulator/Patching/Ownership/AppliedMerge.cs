using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Patching.Ownership;

/// <summary>Merges what is applied into the live object, and takes away what a manager applied before and now leaves out.</summary>
internal static class AppliedMerge
{
    /// <summary>A new object: the live one with all that is applied set in it.</summary>
    public static JsonObject Merge(JsonObject live, JsonObject applied, MergeShape shape) =>
        MergeFields(live.DeepClone().AsObject(), applied, shape);

    /// <summary>Removes the fields of an earlier apply that no one owns any more.</summary>
    /// <param name="merged">Changed in place.</param>
    /// <param name="last">What the manager applied before.</param>
    /// <param name="owned">What all managers own now.</param>
    public static void Prune(JsonObject merged, FieldSet last, IEnumerable<FieldSet> owned, MergeShape shape)
    {
        var kept = owned.Aggregate(new FieldSet(), (all, next) => all.Union(next));
        Prune(merged, last, kept, shape);
    }

    private static JsonNode? MergeValue(JsonNode? live, JsonNode? applied, MergeShape shape) => shape.Form switch
    {
        MergeForm.Struct or MergeForm.Map or MergeForm.Deduced when live is JsonObject l && applied is JsonObject a => MergeFields(l, a, shape),
        MergeForm.SetList or MergeForm.MapList when live is JsonArray l && applied is JsonArray a => MergeItems(l, a, shape),
        _ => applied?.DeepClone(),
    };

    private static JsonObject MergeFields(JsonObject live, JsonObject applied, MergeShape shape)
    {
        foreach (var (name, value) in applied)
        {
            var existing = live[name];
            live.Remove(name);
            live[name] = MergeValue(existing, value, shape.Field(name) ?? MergeShape.Unknown);
        }
        return live;
    }

    /// <summary>Applied items in their order, live ones that are not among them where they stood: before the next item that both have.</summary>
    private static JsonArray MergeItems(JsonArray live, JsonArray applied, MergeShape shape)
    {
        var existing = PathElements.Items(live, shape);
        live.Clear();
        var wanted = PathElements.Items(applied, shape);
        var result = new JsonArray();
        using var others = existing.GetEnumerator();
        var pending = others.MoveNext();
        foreach (var (element, item) in wanted)
        {
            for (; pending && !wanted.ContainsKey(others.Current.Key); pending = others.MoveNext())
                result.Add(others.Current.Value);
            if (pending && others.Current.Key == element)
                pending = others.MoveNext();
            result.Add(existing.TryGetValue(element, out var old) ? MergeValue(old, item, shape.Item) : item?.DeepClone());
        }
        for (; pending; pending = others.MoveNext())
        {
            if (!wanted.ContainsKey(others.Current.Key))
                result.Add(others.Current.Value);
        }
        return result;
    }

    private static void Prune(JsonNode? node, FieldSet last, FieldSet? kept, MergeShape shape)
    {
        if (node is JsonObject fields && shape.Form is MergeForm.Struct or MergeForm.Map or MergeForm.Deduced)
        {
            foreach (var (element, child) in last.Children.Where(c => c.Key.StartsWith("f:", StringComparison.Ordinal)))
            {
                var name = element[2..];
                if (!fields.TryGetPropertyValue(name, out var value))
                    continue;
                var stays = kept?.Children.GetValueOrDefault(element);
                Prune(value, child, stays, shape.Field(name) ?? MergeShape.Unknown);
                if (stays is null && (child.IsMember || value is JsonObject { Count: 0 } or JsonArray { Count: 0 }))
                    fields.Remove(name);
            }
        }
        else if (node is JsonArray list && shape.Form is MergeForm.SetList or MergeForm.MapList)
        {
            for (var i = list.Count - 1; i >= 0; i--)
            {
                var element = PathElements.Item(list[i], shape);
                if (!last.Children.TryGetValue(element, out var child))
                    continue;
                var stays = kept?.Children.GetValueOrDefault(element);
                if (stays is null && child.IsMember)
                    list.RemoveAt(i);
                else
                    Prune(list[i], child, stays, shape.Item);
            }
        }
    }
}

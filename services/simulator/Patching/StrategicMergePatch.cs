using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;

namespace Pipeline.Simulator.Patching;

/// <summary>Strategic merge patches: lists are merged by their merge key, with the directives $patch, $retainKeys, $setElementOrder and $deleteFromPrimitiveList.</summary>
/// <remarks>The algorithm of k8s.io/apimachinery/pkg/util/strategicpatch.</remarks>
public static class StrategicMergePatch
{
    private const string Directive = "$patch";
    private const string RetainKeys = "$retainKeys";
    private const string ElementOrder = "$setElementOrder/";
    private const string DeleteFromList = "$deleteFromPrimitiveList/";

    /// <summary>The document after the patch; both stay as they are.</summary>
    /// <exception cref="StatusException">The patch makes no sense for this document.</exception>
    public static JsonObject Apply(JsonObject document, JsonObject patch, MergeShape shape) =>
        MergeMap(document.DeepClone().AsObject(), patch, shape);

    private static JsonObject MergeMap(JsonObject original, JsonObject patch, MergeShape shape)
    {
        switch ((string?)patch[Directive])
        {
            case "replace":
                var replacement = patch.DeepClone().AsObject();
                replacement.Remove(Directive);
                return replacement;
            case "delete":
                return [];
            case null or "merge":
                break;
            case var unknown:
                throw Refusal.Unexpected($"unknown patch type: {unknown} in map: {GoText.Of(patch)}");
        }
        Retain(original, patch);
        DeletePrimitives(original, patch);
        foreach (var (name, value) in patch)
        {
            if (IsDirective(name))
                continue;
            var field = shape.Field(name) ?? MergeShape.Unknown;
            var order = patch[ElementOrder + name] as JsonArray;
            if (value is null)
                original.Remove(name);
            else
                original[name] = MergeValue(Take(original, name), value, field, order);
        }
        foreach (var (name, order) in patch.Where(p => p.Key.StartsWith(ElementOrder, StringComparison.Ordinal)))
        {
            var list = name[ElementOrder.Length..];
            if (!patch.ContainsKey(list) && Take(original, list) is JsonArray existing)
                original[list] = Ordered(existing, order as JsonArray ?? [], existing, (shape.Field(list) ?? MergeShape.Unknown).PatchMergeKey);
        }
        return original;
    }

    private static JsonNode MergeValue(JsonNode? original, JsonNode patch, MergeShape shape, JsonArray? order) => (original, patch) switch
    {
        (JsonObject o, JsonObject p) when shape.PatchMerges || shape.Form == MergeForm.Deduced => MergeMap(o, p, shape),
        (null, JsonObject p) => MergeMap([], p, shape),
        (JsonArray o, JsonArray p) when shape.PatchMerges => MergeList(o, p, shape, order),
        (null, JsonArray p) when shape.PatchMerges => MergeList([], p, shape, order),
        _ => patch.DeepClone(),
    };

    private static JsonArray MergeList(JsonArray original, JsonArray patch, MergeShape shape, JsonArray? order)
    {
        if (shape.PatchMergeKey is not { } key)
            return Ordered([.. Distinct(original.Concat(patch).Select(Copy))], order ?? patch, original, null);
        if (patch.Any(item => item is not JsonObject))
            throw Refusal.Unexpected("delete patch type with no merge key defined");
        var items = patch.Select(i => i!.AsObject()).ToList();
        if (items.Any(i => (string?)i[Directive] == "replace"))
            return [.. items.Where(i => !i.ContainsKey(Directive)).Select(i => i.DeepClone())];
        var merged = original.Select(Copy).ToList();
        var kept = new JsonArray();
        foreach (var item in items)
        {
            if (!item.TryGetPropertyValue(key, out var id))
                throw Refusal.Unexpected($"map: {GoText.Of(item)} does not contain declared merge key: {key}");
            var at = merged.FindIndex(m => m is JsonObject o && JsonNode.DeepEquals(o[key], id));
            switch ((string?)item[Directive])
            {
                case "delete":
                    merged.RemoveAll(m => m is JsonObject o && JsonNode.DeepEquals(o[key], id));
                    continue;
                case null or "merge":
                    break;
                case var unknown:
                    throw Refusal.Unexpected($"unknown patch type: {unknown} in map: {GoText.Of(item)}");
            }
            kept.Add(item.DeepClone());
            if (at < 0)
                merged.Add(MergeMap([], item, shape.Item));
            else
                merged[at] = MergeMap(merged[at]!.AsObject(), item, shape.Item);
        }
        CheckOrder(kept, order, patch, key);
        return Ordered([.. merged], order ?? kept, original, key);
    }

    /// <summary>What a patch brings has to come in the order that it demands.</summary>
    private static void CheckOrder(JsonArray kept, JsonArray? order, JsonArray patch, string key)
    {
        if (order is null)
            return;
        var next = 0;
        foreach (var item in order)
        {
            if (next < kept.Count && JsonNode.DeepEquals((item as JsonObject)?[key], kept[next]![key]))
                next++;
        }
        if (next < kept.Count)
            throw Refusal.Unexpected($"The order in patch list:\n{GoText.Of(patch)}\n doesn't match $setElementOrder list:\n{GoText.Of(order)}\n");
    }

    /// <summary>Items that are named in an order come in that order; the others keep their places among them as before.</summary>
    private static JsonArray Ordered(JsonArray items, JsonArray order, JsonArray before, string? key)
    {
        JsonNode? Id(JsonNode? item) => key is null ? item : (item as JsonObject)?[key];
        int Place(JsonArray list, JsonNode? item)
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (JsonNode.DeepEquals(Id(list[i]), Id(item)))
                    return i;
            }
            return -1;
        }
        var named = items.Where(i => Place(order, i) >= 0).OrderBy(i => Place(order, i)).ToList();
        var others = items.Where(i => Place(order, i) < 0).OrderBy(i => Place(before, i)).ToList();
        var (result, next, other) = (new JsonArray(), 0, 0);
        while (next < named.Count || other < others.Count)
        {
            var takeOther = next >= named.Count
                || (other < others.Count && Place(before, named[next]) is var theirs and >= 0 && Place(before, others[other]) is var ours and >= 0 && ours < theirs);
            result.Add(Copy(takeOther ? others[other++] : named[next++]));
        }
        return result;
    }

    private static void Retain(JsonObject original, JsonObject patch)
    {
        if (patch[RetainKeys] is not { } directive)
            return;
        if (directive is not JsonArray keys)
            throw Refusal.Unexpected("invalid patch format of $retainKeys");
        var retained = keys.Select(k => (string?)k ?? "").ToHashSet(StringComparer.Ordinal);
        foreach (var name in patch.Select(p => p.Key).Where(name => !IsDirective(name) && !retained.Contains(name)))
            throw Refusal.Unexpected($"the {name} field is not in the $retainKeys list {GoText.Of(keys)}");
        foreach (var name in original.Select(p => p.Key).Where(name => !retained.Contains(name)).ToList())
            original.Remove(name);
    }

    private static void DeletePrimitives(JsonObject original, JsonObject patch)
    {
        foreach (var (name, values) in patch.Where(p => p.Key.StartsWith(DeleteFromList, StringComparison.Ordinal)))
        {
            if (values is JsonArray gone && original[name[DeleteFromList.Length..]] is JsonArray list)
            {
                foreach (var item in list.Where(i => gone.Any(g => JsonNode.DeepEquals(g, i))).ToList())
                    list.Remove(item);
            }
        }
    }

    private static IEnumerable<JsonNode?> Distinct(IEnumerable<JsonNode?> items)
    {
        var seen = new List<JsonNode?>();
        foreach (var item in items.Where(i => !seen.Exists(s => JsonNode.DeepEquals(s, i))))
        {
            seen.Add(item);
            yield return item;
        }
    }

    private static bool IsDirective(string name) =>
        name is Directive or RetainKeys || name.StartsWith(ElementOrder, StringComparison.Ordinal)
        || name.StartsWith(DeleteFromList, StringComparison.Ordinal);

    private static JsonNode? Take(JsonObject from, string name)
    {
        from.Remove(name, out var value);
        return value;
    }

    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();
}

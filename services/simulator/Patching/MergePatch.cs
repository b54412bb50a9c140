using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Patching;

/// <summary>RFC 7386: what is null goes, objects are merged, everything else replaces.</summary>
public static class MergePatch
{
    /// <summary>The document after the patch; both stay as they are.</summary>
    public static JsonObject Apply(JsonObject document, JsonObject patch)
    {
        var result = document.DeepClone().AsObject();
        Merge(result, patch);
        return result;
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
                target.Remove(name);
            else if (value is not JsonObject nested)
                target[name] = value.DeepClone();
            else if (target[name] is JsonObject existing)
                Merge(existing, nested);
            else
                target[name] = Apply([], nested);
        }
    }
}

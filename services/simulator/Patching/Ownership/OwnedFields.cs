using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Patching.Ownership;

/// <summary>The fields that an object sets.</summary>
internal static class OwnedFields
{
    /// <summary>All that is set in it.</summary>
    public static FieldSet Of(JsonObject json, MergeShape shape)
    {
        var result = new FieldSet();
        Add(result, [], json, shape);
        return result;
    }

    private static void Add(FieldSet set, List<string> path, JsonNode? node, MergeShape shape)
    {
        switch (shape.Form)
        {
            case MergeForm.SetList or MergeForm.MapList:
                foreach (var (element, item) in PathElements.Items(node as JsonArray, shape))
                {
                    path.Add(element);
                    Add(set, path, item, shape.Item);
                    set.Insert(path);
                    path.RemoveAt(path.Count - 1);
                }
                break;
            case MergeForm.Struct or MergeForm.Map or MergeForm.Deduced when node is JsonObject o:
                foreach (var (name, value) in o)
                {
                    path.Add(PathElements.Field(name));
                    Add(set, path, value, shape.Field(name) ?? MergeShape.Unknown);
                    if (value is null or JsonObject { Count: 0 } || !shape.IsStruct)
                        set.Insert(path);
                    path.RemoveAt(path.Count - 1);
                }
                break;
            case MergeForm.Struct or MergeForm.Map:
                break;
            default:
                set.Insert(path);
                break;
        }
    }
}

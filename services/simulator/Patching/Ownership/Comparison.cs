using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Patching.Ownership;

/// <summary>The fields in which two states of an object differ.</summary>
public sealed class Comparison
{
    private readonly List<string> _path = [];

    private Comparison()
    {
    }

    /// <summary>Fields that only the new state has.</summary>
    public FieldSet Added { get; } = new();

    /// <summary>Fields whose values differ.</summary>
    public FieldSet Modified { get; } = new();

    /// <summary>Fields that only the old state has.</summary>
    public FieldSet Removed { get; } = new();

    /// <summary>Whether there is no difference.</summary>
    public bool IsSame => Added.IsEmpty && Modified.IsEmpty && Removed.IsEmpty;

    /// <summary>Compares two states of an object.</summary>
    public static Comparison Between(JsonObject before, JsonObject after, MergeShape shape)
    {
        var comparison = new Comparison();
        comparison.Compare(new Side(before), new Side(after), shape);
        return comparison;
    }

    private void Compare(Side old, Side now, MergeShape shape)
    {
        if (old.Exists && now.Exists && JsonNode.DeepEquals(old.Node, now.Node))
            return;
        if (!CompareParts(old, now, shape))
            CompareWhole(old, now);
        else if (_path.Count > 0 && !old.Exists)
            Added.Insert(_path);
        else if (_path.Count > 0 && !now.Exists)
            Removed.Insert(_path);
    }

    /// <returns>False when the value has no parts here.</returns>
    private bool CompareParts(Side old, Side now, MergeShape shape)
    {
        switch (shape.Form)
        {
            case MergeForm.SetList or MergeForm.MapList:
                var (oldList, newList) = (old.Node as JsonArray, now.Node as JsonArray);
                if (oldList is not { Count: > 0 } && newList is not { Count: > 0 })
                    return false;
                CompareItems(PathElements.Items(oldList, shape), PathElements.Items(newList, shape), shape.Item);
                return true;
            case MergeForm.Struct or MergeForm.Map or MergeForm.Deduced:
                var (oldMap, newMap) = (old.Node as JsonObject, now.Node as JsonObject);
                if (oldMap is not { Count: > 0 } && newMap is not { Count: > 0 })
                    return false;
                CompareFields(oldMap ?? [], newMap ?? [], shape);
                return true;
            default:
                return false;
        }
    }

    private void CompareWhole(Side old, Side now)
    {
        if (!old.Exists)
            Added.Insert(_path);
        else if (!now.Exists)
            Removed.Insert(_path);
        else if (!JsonNode.DeepEquals(old.Node, now.Node))
            Modified.Insert(_path);
    }

    private void CompareFields(JsonObject old, JsonObject now, MergeShape shape)
    {
        foreach (var (name, value) in old)
        {
            var there = now.TryGetPropertyValue(name, out var next);
            Descend(PathElements.Field(name), new Side(value), there ? new Side(next) : default, shape.Field(name) ?? MergeShape.Unknown);
        }
        foreach (var (name, value) in now)
        {
            if (!old.ContainsKey(name))
                Descend(PathElements.Field(name), default, new Side(value), shape.Field(name) ?? MergeShape.Unknown);
        }
    }

    private void CompareItems(Dictionary<string, JsonNode?> old, Dictionary<string, JsonNode?> now, MergeShape item)
    {
        foreach (var (element, value) in old)
            Descend(element, new Side(value), now.TryGetValue(element, out var next) ? new Side(next) : default, item);
        foreach (var (element, value) in now)
        {
            if (!old.ContainsKey(element))
                Descend(element, default, new Side(value), item);
        }
    }

    private void Descend(string element, Side old, Side now, MergeShape shape)
    {
        _path.Add(element);
        Compare(old, now, shape);
        _path.RemoveAt(_path.Count - 1);
    }

    /// <summary>A value on one side; null is a value, too.</summary>
    private readonly struct Side(JsonNode? node)
    {
        public JsonNode? Node { get; } = node;

        public bool Exists { get; } = true;
    }
}

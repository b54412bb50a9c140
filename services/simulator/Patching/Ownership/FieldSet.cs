using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Patching.Ownership;

/// <summary>A set of fields of an object, as a tree: the FieldsV1 of managedFields.</summary>
/// <remarks>A path is a list of elements: "f:spec", "k:{\"name\":\"app\"}", "v:\"a\"". Immutable by convention: operations make new sets.</remarks>
public sealed class FieldSet
{
    private readonly SortedDictionary<string, FieldSet> _children = new(StringComparer.Ordinal);

    /// <summary>Whether the path that leads here is in the set itself.</summary>
    public bool IsMember { get; private set; }

    /// <summary>What is in it below here, by path element.</summary>
    public IReadOnlyDictionary<string, FieldSet> Children => _children;

    /// <summary>Whether nothing is in it.</summary>
    public bool IsEmpty => !IsMember && _children.Count == 0;

    /// <summary>Puts a path in. Only while the set is being made.</summary>
    public void Insert(IEnumerable<string> path)
    {
        var node = this;
        foreach (var element in path)
        {
            if (!node._children.TryGetValue(element, out var child))
                node._children[element] = child = new FieldSet();
            node = child;
        }
        node.IsMember = true;
    }

    /// <summary>Whether a path is in it.</summary>
    public bool Has(IEnumerable<string> path) => Below(path)?.IsMember == true;

    /// <summary>The set below a path; null when nothing of it is here.</summary>
    public FieldSet? Below(IEnumerable<string> path)
    {
        var node = this;
        foreach (var element in path)
        {
            if (!node._children.TryGetValue(element, out node))
                return null;
        }
        return node;
    }

    /// <summary>What is in either.</summary>
    public FieldSet Union(FieldSet other)
    {
        var result = new FieldSet { IsMember = IsMember || other.IsMember };
        foreach (var (element, child) in _children)
            result._children[element] = other._children.TryGetValue(element, out var theirs) ? child.Union(theirs) : child;
        foreach (var (element, child) in other._children)
            result._children.TryAdd(element, child);
        return result;
    }

    /// <summary>What is in this one but not in the other.</summary>
    public FieldSet Except(FieldSet other)
    {
        var result = new FieldSet { IsMember = IsMember && !other.IsMember };
        foreach (var (element, child) in _children)
            result.Keep(element, other._children.TryGetValue(element, out var theirs) ? child.Except(theirs) : child);
        return result;
    }

    /// <summary>What is in both.</summary>
    public FieldSet Intersect(FieldSet other)
    {
        var result = new FieldSet { IsMember = IsMember && other.IsMember };
        foreach (var (element, child) in _children)
        {
            if (other._children.TryGetValue(element, out var theirs))
                result.Keep(element, child.Intersect(theirs));
        }
        return result;
    }

    /// <summary>What is left without the members of the other and all that is below them.</summary>
    public FieldSet Without(FieldSet trees)
    {
        if (trees.IsMember)
            return new FieldSet();
        var result = new FieldSet { IsMember = IsMember };
        foreach (var (element, child) in _children)
            result.Keep(element, trees._children.TryGetValue(element, out var theirs) ? child.Without(theirs) : child);
        return result;
    }

    /// <summary>All paths in it, parents before children.</summary>
    public IEnumerable<IReadOnlyList<string>> Paths() => Paths([]);

    /// <summary>Whether the same paths are in both.</summary>
    public bool SetEquals(FieldSet other) =>
        IsMember == other.IsMember && _children.Count == other._children.Count
        && _children.All(c => other._children.TryGetValue(c.Key, out var theirs) && c.Value.SetEquals(theirs));

    /// <summary>The set as FieldsV1.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        if (IsMember && _children.Count > 0)
            json["."] = new JsonObject();
        foreach (var (element, child) in _children)
            json[element] = child.ToJson();
        return json;
    }

    /// <summary>The set of FieldsV1.</summary>
    public static FieldSet Parse(JsonObject json) => Parse(json, root: true);

    /// <summary>The set of some paths, each given as the names of fields.</summary>
    public static FieldSet OfFields(params IEnumerable<string[]> paths)
    {
        var result = new FieldSet();
        foreach (var path in paths)
            result.Insert(path.Select(p => "f:" + p));
        return result;
    }

    private static FieldSet Parse(JsonObject json, bool root)
    {
        var result = new FieldSet { IsMember = !root && (json.Count == 0 || json.ContainsKey(".")) };
        foreach (var (element, child) in json)
        {
            if (element != "." && child is JsonObject nested)
                result._children[element] = Parse(nested, root: false);
        }
        return result;
    }

    private void Keep(string element, FieldSet child)
    {
        if (!child.IsEmpty)
            _children[element] = child;
    }

    private IEnumerable<IReadOnlyList<string>> Paths(List<string> prefix)
    {
        if (IsMember)
            yield return [.. prefix];
        foreach (var (element, child) in _children)
        {
            prefix.Add(element);
            foreach (var path in child.Paths(prefix))
                yield return path;
            prefix.RemoveAt(prefix.Count - 1);
        }
    }
}

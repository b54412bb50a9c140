using YamlDotNet.RepresentationModel;

namespace Pipeline.Approver.Policies;

/// <summary>A mapping of the document whose keys are known.</summary>
internal sealed class PolicyMapping
{
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly PolicyProblems _problems;

    private PolicyMapping(string path, PolicyProblems problems) => (_path, _problems) = (path, problems);

    /// <returns>Null when the node is no mapping; unknown keys are problems and left out.</returns>
    public static PolicyMapping? Of(YamlNode node, string path, IReadOnlyList<string> known, PolicyProblems problems)
    {
        if (node is not YamlMappingNode mapping)
        {
            problems.Add(node, $"{(path.Length == 0 ? "the policy" : path)} must be keys with values: {string.Join(", ", known)}");
            return null;
        }

        var read = new PolicyMapping(path, problems);
        foreach (var (key, value) in mapping.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (known.Contains(name))
                read._values[name] = value;
            else
                problems.Add(key, $"{read.PathOf(name)} is no key of a policy; there are {string.Join(", ", known)}");
        }

        return read;
    }

    public bool Has(string key) => _values.ContainsKey(key);

    public YamlNode? Node(string key) => _values.GetValueOrDefault(key);

    /// <returns>Null when it is not there, or no single value, which is a problem.</returns>
    public YamlScalarNode? Scalar(string key, string expected)
    {
        if (Node(key) is not { } node)
            return null;
        if (node is YamlScalarNode scalar)
            return scalar;
        _problems.Add(node, $"{PathOf(key)} must be one value: {expected}");
        return null;
    }

    /// <returns>The items; none when it is not there, or no list, which is a problem.</returns>
    public IReadOnlyList<YamlNode> List(string key)
    {
        switch (Node(key))
        {
            case null:
                return [];
            case YamlSequenceNode sequence:
                return [.. sequence.Children];
            case var node:
                _problems.Add(node, $"{PathOf(key)} must be a list");
                return [];
        }
    }

    /// <returns>One value, or each of a list; an empty list is a problem, for it would fit nothing.</returns>
    public IReadOnlyList<YamlScalarNode> OneOrMany(string key, string expected)
    {
        if (Node(key) is not YamlSequenceNode sequence)
            return Scalar(key, $"{expected}, or a list of them") is { } one ? [one] : [];
        if (sequence.Children.Count == 0)
            _problems.Add(sequence, $"{PathOf(key)} is an empty list, which fits nothing; leave the key out to fit everything");
        foreach (var child in sequence.Children.Where(c => c is not YamlScalarNode))
            _problems.Add(child, $"{PathOf(key)} must hold single values: {expected}");
        return [.. sequence.Children.OfType<YamlScalarNode>()];
    }

    private string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";
}

namespace Pipeline.Kubernetes.Models;

/// <summary>Which objects are meant, by their labels. Both parts must hold.</summary>
/// <remarks>An empty selector means everything; where "nothing" is meant, the API says null.</remarks>
public sealed record LabelSelector
{
    public IReadOnlyDictionary<string, string> MatchLabels { get; init; } = Nothing.Map;

    public IReadOnlyList<SelectorRequirement> MatchExpressions { get; init; } = [];

    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        foreach (var (key, value) in MatchLabels)
            if (!labels.TryGetValue(key, out var actual) || actual != value)
                return false;
        foreach (var requirement in MatchExpressions)
            if (!requirement.Matches(labels))
                return false;
        return true;
    }

    /// <summary>The selector as a list request takes it: "app=cart,tier in (a,b),!old".</summary>
    public override string ToString() =>
        string.Join(',', MatchLabels.Select(label => $"{label.Key}={label.Value}").Concat(MatchExpressions.Select(r => r.ToString())));
}

using System.Globalization;

namespace Pipeline.Kubernetes.Models;

/// <summary>One requirement on a label: of label selectors, node affinity and topology.</summary>
public sealed record SelectorRequirement
{
    public string Key { get; init; } = "";

    /// <summary>In, NotIn, Exists, DoesNotExist; on nodes also Gt and Lt.</summary>
    public string Operator { get; init; } = "";

    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Whether labels satisfy it. NotIn holds for an absent label, too; an operator nobody knows never holds.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        var present = labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            "In" => present && Values.Contains(value!),
            "NotIn" => !present || !Values.Contains(value!),
            "Exists" => present,
            "DoesNotExist" => !present,
            "Gt" => present && Compare(value!) > 0,
            "Lt" => present && Compare(value!) < 0,
            _ => false,
        };
    }

    public override string ToString() => Operator switch
    {
        "In" => $"{Key} in ({string.Join(',', Values)})",
        "NotIn" => $"{Key} notin ({string.Join(',', Values)})",
        "Exists" => Key,
        "DoesNotExist" => $"!{Key}",
        "Gt" => $"{Key}>{Bound}",
        _ => $"{Key}<{Bound}",
    };

    private string? Bound => Values is [var bound, ..] ? bound : null;

    private int Compare(string value) =>
        Values is [var bound]
        && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var actual)
        && long.TryParse(bound, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit)
            ? actual.CompareTo(limit)
            : 0;
}

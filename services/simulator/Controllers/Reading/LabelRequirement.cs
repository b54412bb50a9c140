using System.Globalization;
using System.Text.Json;

namespace Pipeline.Simulator.Controllers.Reading;

/// <summary>One expression of a selector.</summary>
/// <param name="Operator">In, NotIn, Exists, DoesNotExist; of nodes also Gt and Lt.</param>
public sealed record LabelRequirement(string Key, string Operator, IReadOnlyList<string> Values)
{
    public static LabelRequirement Of(JsonElement json) => new(json.Text("key") ?? "", json.Text("operator") ?? "", json.TextItems("values"));

    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        var exists = labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            "In" => exists && Values.Contains(value!, StringComparer.Ordinal),
            "NotIn" => !exists || !Values.Contains(value!, StringComparer.Ordinal),
            "Exists" => exists,
            "DoesNotExist" => !exists,
            "Gt" => Compare(value) > 0,
            "Lt" => Compare(value) < 0,
            _ => false,
        };
    }

    private int? Compare(string? value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var actual)
        && Values.Count == 1 && long.TryParse(Values[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bound)
            ? actual.CompareTo(bound)
            : null;
}

using System.Text.Json;

namespace Pipeline.Simulator.Controllers.Reading;

/// <summary>A label selector of an object: matchLabels and matchExpressions.</summary>
public sealed class LabelSelector
{
    private readonly IReadOnlyDictionary<string, string> _labels;
    private readonly IReadOnlyList<LabelRequirement> _requirements;

    private LabelSelector(IReadOnlyDictionary<string, string> labels, IReadOnlyList<LabelRequirement> requirements) =>
        (_labels, _requirements) = (labels, requirements);

    /// <summary>Selects nothing.</summary>
    public static LabelSelector Nothing { get; } = new(new Dictionary<string, string>(), [new LabelRequirement("", "In", [])]);

    /// <summary>Whether it selects everything.</summary>
    public bool IsEmpty => _labels.Count == 0 && _requirements.Count == 0;

    /// <summary>Labels that whatever it selects has; what an index can look up.</summary>
    public IReadOnlyDictionary<string, string> Exact => _labels;

    /// <summary>Of a metav1.LabelSelector; an absent one selects nothing, an empty one everything.</summary>
    public static LabelSelector Of(JsonElement selector) => selector.Exists()
        ? new(selector.Texts("matchLabels"), [.. selector.Items("matchExpressions").Select(LabelRequirement.Of)])
        : Nothing;

    /// <summary>Of a plain map, as Services have it; an absent or empty one selects nothing.</summary>
    public static LabelSelector OfMap(IReadOnlyDictionary<string, string> labels) => labels.Count == 0 ? Nothing : new(labels, []);

    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        foreach (var (key, value) in _labels)
        {
            if (!labels.TryGetValue(key, out var actual) || actual != value)
                return false;
        }
        foreach (var requirement in _requirements)
        {
            if (!requirement.Matches(labels))
                return false;
        }
        return true;
    }
}

using System.Text.Json;
using Pipeline.Simulator.Controllers.Reading;

namespace Pipeline.Simulator.Controllers.Scheduling;

/// <summary>Which nodes something may be on: terms of which one must hold, each of labels and fields that all must.</summary>
public sealed class NodeAffinity
{
    private readonly IReadOnlyList<Term> _terms;

    private NodeAffinity(IReadOnlyList<Term> terms) => _terms = terms;

    /// <summary>Of a core.NodeSelector.</summary>
    public static NodeAffinity Of(JsonElement nodeSelector) => new([.. nodeSelector.Items("nodeSelectorTerms").Select(Term.Of)]);

    /// <summary>Of one term, as preferences have it.</summary>
    public static NodeAffinity OfTerm(JsonElement term) => new([Term.Of(term)]);

    public bool Matches(string node, IReadOnlyDictionary<string, string> labels)
    {
        foreach (var term in _terms)
        {
            if (term.Matches(node, labels))
                return true;
        }
        return false;
    }

    /// <summary>The nodes it names, when every term does, as those of DaemonSets do; null otherwise.</summary>
    public IReadOnlyCollection<string>? NamedNodes() =>
        _terms.Count > 0 && _terms.All(t => t.Fields.Any(IsName)) ? [.. _terms.SelectMany(t => t.Fields.First(IsName).Values).Distinct()] : null;

    private static bool IsName(LabelRequirement field) => field is { Key: "metadata.name", Operator: "In" };

    private sealed record Term(IReadOnlyList<LabelRequirement> Labels, IReadOnlyList<LabelRequirement> Fields)
    {
        public static Term Of(JsonElement json) => new(
            [.. json.Items("matchExpressions").Select(LabelRequirement.Of)], [.. json.Items("matchFields").Select(LabelRequirement.Of)]);

        public bool Matches(string node, IReadOnlyDictionary<string, string> labels)
        {
            if (Labels.Count == 0 && Fields.Count == 0)
                return false; // an empty term matches nothing
            if (!Labels.All(l => l.Matches(labels)))
                return false;
            return Fields.Count == 0 || Fields.All(f => f.Matches(new Dictionary<string, string> { ["metadata.name"] = node }));
        }
    }
}

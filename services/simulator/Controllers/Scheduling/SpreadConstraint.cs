using System.Text.Json;
using Pipeline.Simulator.Controllers.Reading;

namespace Pipeline.Simulator.Controllers.Scheduling;

/// <summary>How evenly pods must lie over the values of a label of nodes.</summary>
/// <param name="MaxSkew">Most pods of a value above the fewest of any.</param>
/// <param name="MinDomains">Fewer values than these count as if one had no pods.</param>
public sealed record SpreadConstraint(string TopologyKey, int MaxSkew, LabelSelector Selector, int MinDomains)
{
    /// <summary>Those that forbid; preferences are left to the score.</summary>
    public static IReadOnlyList<SpreadConstraint> Required(PodView pod) =>
        [.. pod.Spec.Items("topologySpreadConstraints").Where(c => (c.Text("whenUnsatisfiable") ?? "DoNotSchedule") == "DoNotSchedule").Select(Of)];

    private static SpreadConstraint Of(JsonElement json) => new(
        json.Text("topologyKey") ?? "", json.Whole("maxSkew") ?? 1, LabelSelector.Of(json.At("labelSelector")), json.Whole("minDomains") ?? 1);
}

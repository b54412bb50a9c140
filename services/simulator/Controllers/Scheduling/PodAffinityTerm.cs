using System.Text.Json;
using Pipeline.Simulator.Controllers.Reading;

namespace Pipeline.Simulator.Controllers.Scheduling;

/// <summary>Other pods that a pod wants near itself, or not.</summary>
/// <param name="TopologyKey">Label of nodes that says what "near" is.</param>
/// <param name="Namespaces">Whose pods count.</param>
/// <param name="AllNamespaces">Pods of every namespace count.</param>
/// <param name="Weight">Of a preference; 0 of a requirement.</param>
public sealed record PodAffinityTerm(string TopologyKey, LabelSelector Selector, IReadOnlyList<string> Namespaces, bool AllNamespaces, int Weight)
{
    public static IReadOnlyList<PodAffinityTerm> Required(PodView pod, JsonElement affinity) =>
        [.. affinity.Items("requiredDuringSchedulingIgnoredDuringExecution").Select(t => Of(pod, t, 0))];

    public static IReadOnlyList<PodAffinityTerm> Preferred(PodView pod, JsonElement affinity) =>
        [.. affinity.Items("preferredDuringSchedulingIgnoredDuringExecution").Select(t => Of(pod, t.At("podAffinityTerm"), t.Whole("weight") ?? 0))];

    public bool Selects(PodView pod) => (AllNamespaces || Namespaces.Contains(pod.Namespace, StringComparer.Ordinal)) && Selector.Matches(pod.Labels);

    private static PodAffinityTerm Of(PodView pod, JsonElement json, int weight)
    {
        var namespaces = json.TextItems("namespaces");
        var ofNamespaces = json.At("namespaceSelector");
        return new(
            json.Text("topologyKey") ?? "", LabelSelector.Of(json.At("labelSelector")),
            namespaces.Count > 0 || ofNamespaces.Exists() ? namespaces : [pod.Namespace],
            ofNamespaces.Exists() && LabelSelector.Of(ofNamespaces).IsEmpty, weight);
    }
}

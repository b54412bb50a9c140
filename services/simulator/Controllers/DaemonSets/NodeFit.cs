using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Controllers.Nodes;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Scheduling;

namespace Pipeline.Simulator.Controllers.DaemonSets;

/// <summary>On which nodes a DaemonSet's pods belong: affinity and taints, but not resources, which are the scheduler's.</summary>
public sealed class NodeFit
{
    private static readonly (string Key, string Effect)[] Tolerated =
    [
        ("node.kubernetes.io/not-ready", "NoExecute"), ("node.kubernetes.io/unreachable", "NoExecute"),
        ("node.kubernetes.io/disk-pressure", "NoSchedule"), ("node.kubernetes.io/memory-pressure", "NoSchedule"),
        ("node.kubernetes.io/pid-pressure", "NoSchedule"), ("node.kubernetes.io/unschedulable", "NoSchedule"),
    ];

    private readonly IReadOnlyDictionary<string, string> _selector;
    private readonly NodeAffinity? _affinity;
    private readonly string? _nodeName;
    private readonly List<Toleration> _tolerations;

    public NodeFit(JsonElement podSpec)
    {
        _selector = podSpec.Texts("nodeSelector");
        var required = podSpec.At("affinity", "nodeAffinity").At("requiredDuringSchedulingIgnoredDuringExecution");
        _affinity = required.Exists() ? NodeAffinity.Of(required) : null;
        _nodeName = podSpec.Text("nodeName") is { Length: > 0 } name ? name : null;
        _tolerations = [.. Toleration.AllOf(podSpec), .. Tolerated.Select(t => new Toleration(t.Key, true, "", t.Effect, null))];
        if (podSpec.Flag("hostNetwork") == true)
            _tolerations.Add(new Toleration("node.kubernetes.io/network-unavailable", true, "", "NoSchedule", null));
    }

    /// <summary>Whether a new pod is made there, and whether one that is there may stay.</summary>
    public (bool ShouldRun, bool MayStay) On(NodeView node)
    {
        if (_nodeName is not null && _nodeName != node.Name)
            return (false, false);
        if (!_selector.All(s => node.Labels.TryGetValue(s.Key, out var value) && value == s.Value) || _affinity?.Matches(node.Name, node.Labels) == false)
            return (false, false);
        var untolerated = node.Taints.Where(t => t.Effect != "PreferNoSchedule" && !_tolerations.Exists(o => o.Tolerates(t))).ToList();
        return (untolerated.Count == 0, untolerated.TrueForAll(t => t.Effect != "NoExecute"));
    }

    /// <summary>Ties a pod to its node and lets it bear what nodes in trouble have.</summary>
    public static void Complete(JsonObject pod, string node)
    {
        var spec = pod["spec"]!.AsObject();
        var affinity = Ensure(Ensure(spec, "affinity"), "nodeAffinity");
        affinity["requiredDuringSchedulingIgnoredDuringExecution"] = new JsonObject
        {
            ["nodeSelectorTerms"] = new JsonArray(new JsonObject
            {
                ["matchFields"] = new JsonArray(new JsonObject { ["key"] = "metadata.name", ["operator"] = "In", ["values"] = new JsonArray(node) }),
            }),
        };
        if (spec["tolerations"] is not JsonArray tolerations)
            spec["tolerations"] = tolerations = [];
        var all = (bool?)spec["hostNetwork"] == true ? Tolerated.Append(("node.kubernetes.io/network-unavailable", "NoSchedule")) : Tolerated;
        foreach (var (key, effect) in all)
        {
            if (!tolerations.Any(t => (string?)t!["key"] == key && (string?)t["effect"] == effect && (string?)t["operator"] == "Exists"))
                tolerations.Add(new JsonObject { ["key"] = key, ["operator"] = "Exists", ["effect"] = effect });
        }
    }

    private static JsonObject Ensure(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject child)
            parent[name] = child = [];
        return child;
    }
}

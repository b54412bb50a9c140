using System.Text.Json.Nodes;
using Pipeline.Simulator.Controllers.Nodes;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Revisions;
using Pipeline.Simulator.Controllers.Scheduling;

namespace Pipeline.Simulator.Controllers.DaemonSets;

/// <summary>A DaemonSet's pods by node, and what follows from them: pure arithmetic.</summary>
public sealed class DaemonTurn
{
    private readonly Dictionary<string, List<PodView>> _byNode = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _now;

    public DaemonTurn(DaemonSetView set, string hash, IReadOnlyList<PodView> pods, IReadOnlyCollection<NodeView> nodes, DateTimeOffset now)
    {
        (Set, Hash, Nodes, _now) = (set, hash, nodes, now);
        foreach (var pod in pods)
        {
            var node = NodeOf(pod);
            if (!_byNode.TryGetValue(node, out var here))
                _byNode[node] = here = [];
            here.Add(pod);
        }
    }

    public DaemonSetView Set { get; }

    /// <summary>Of the present template.</summary>
    public string Hash { get; }

    public IReadOnlyCollection<NodeView> Nodes { get; }

    /// <summary>Pods of nodes that are no more.</summary>
    public IEnumerable<PodView> OnLostNodes
    {
        get
        {
            var known = Nodes.Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
            return _byNode.Where(n => !known.Contains(n.Key)).SelectMany(n => n.Value);
        }
    }

    public static string HashOf(PodView pod) => pod.Labels.GetValueOrDefault(RevisionHistory.PodLabel) ?? "";

    public IReadOnlyList<PodView> On(string node) => _byNode.TryGetValue(node, out var pods) ? pods : [];

    /// <summary>Those of a node's pods that go, for one is enough; during a surge an old one stays until the new one is available.</summary>
    public IEnumerable<PodView> TooMany(List<PodView> alive)
    {
        if (Set.IsRolling && SurgeLimit > 0 && Newest(alive, true) is { } renewed && Newest(alive, false) is { } old && alive.Count == 2)
            return renewed.IsAvailable(Set.MinReadySeconds, _now) ? [old] : [];
        return alive.OrderBy(p => p.NodeName.Length == 0).ThenBy(p => p.Created).ThenBy(p => p.Name, StringComparer.Ordinal).Skip(1);
    }

    /// <summary>What a rollout does now: nodes that get a second pod, and old pods that go first.</summary>
    public (IReadOnlyList<string> Surge, IReadOnlyList<PodView> Delete) Replacements()
    {
        var (mostMissing, mostSurged) = (UnavailableLimit, SurgeLimit);
        var (missing, surged) = (0, 0);
        var (surge, free, candidates) = (new List<string>(), new List<PodView>(), new List<PodView>());
        foreach (var node in Nodes.Where(n => Set.Fit.On(n).ShouldRun))
        {
            var alive = On(node.Name).Where(p => !p.IsBeingDeleted && !p.IsFinished).ToList();
            var (renewed, old) = (Newest(alive, true), Newest(alive, false));
            if (mostSurged > 0)
            {
                surged += renewed is not null && old is not null && !renewed.IsAvailable(Set.MinReadySeconds, _now) ? 1 : 0;
                if (old is not null && renewed is null)
                    surge.Add(node.Name);
                continue;
            }
            if (alive.Count == 0)
                missing++;
            else if (renewed is not null)
                missing += renewed.IsAvailable(Set.MinReadySeconds, _now) ? 0 : 1;
            else if (!old!.IsAvailable(Set.MinReadySeconds, _now))
            {
                free.Add(old); // nobody misses it
                missing++;
            }
            else
                candidates.Add(old);
        }
        return mostSurged > 0
            ? (surge.Take(Math.Max(0, mostSurged - surged)).ToList(), [])
            : ([], [.. free, .. candidates.Take(Math.Max(0, mostMissing - missing))]);
    }

    public JsonObject Status(int collisions)
    {
        var (desired, current, misplaced, ready, available, updated) = (0, 0, 0, 0, 0, 0);
        foreach (var node in Nodes)
        {
            var here = On(node.Name);
            if (!Set.Fit.On(node).ShouldRun)
            {
                misplaced += here.Count > 0 ? 1 : 0;
                continue;
            }
            desired++;
            if (here.Count == 0)
                continue;
            current++;
            var pod = here.OrderBy(p => p.Created).First();
            ready += pod.IsReady ? 1 : 0;
            available += pod.IsAvailable(Set.MinReadySeconds, _now) ? 1 : 0;
            updated += HashOf(pod) == Hash ? 1 : 0;
        }
        var status = new JsonObject
        {
            ["currentNumberScheduled"] = current,
            ["numberMisscheduled"] = misplaced,
            ["desiredNumberScheduled"] = desired,
            ["numberReady"] = ready,
            ["observedGeneration"] = Set.Generation,
        };
        status.AddNonZero("updatedNumberScheduled", updated);
        status.AddNonZero("numberAvailable", available);
        status.AddNonZero("numberUnavailable", desired - available);
        if (collisions > 0)
            status["collisionCount"] = collisions;
        return status;
    }

    private int Desired => Nodes.Count(n => Set.Fit.On(n).ShouldRun);

    private int SurgeLimit => Set.MaxSurge.Of(Desired, roundUp: true);

    private int UnavailableLimit
    {
        get
        {
            var limit = Set.MaxUnavailable.Of(Desired, roundUp: true);
            return limit == 0 && SurgeLimit == 0 ? 1 : limit;
        }
    }

    private PodView? Newest(List<PodView> pods, bool ofHash) => pods.Where(p => (HashOf(p) == Hash) == ofHash).MaxBy(p => p.Created);

    private static string NodeOf(PodView pod)
    {
        if (pod.NodeName.Length > 0)
            return pod.NodeName;
        var required = pod.Spec.At("affinity", "nodeAffinity").At("requiredDuringSchedulingIgnoredDuringExecution");
        return required.Exists() && NodeAffinity.Of(required).NamedNodes() is { Count: 1 } named ? named.First() : "";
    }
}

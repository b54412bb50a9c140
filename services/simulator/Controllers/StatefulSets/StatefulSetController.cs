using System.Text.Json.Nodes;
using Pipeline.Simulator.Controllers.Pods;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Revisions;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.StatefulSets;

/// <summary>Keeps a numbered row of pods, each with its own name and volumes, and renews it from the end.</summary>
public sealed class StatefulSetController : Controller
{
    private readonly RevisionHistory _history;
    private readonly StatefulPods _pods;
    private readonly PodControl _claims;

    public StatefulSetController(ControllerContext context)
        : base(context, "statefulset-controller")
    {
        _history = new RevisionHistory(context, Own, RevisionHistory.HashLabel);
        _pods = new StatefulPods(context, Own);
        _claims = new PodControl(context, Own, "statefulset-controller");
    }

    public override void Start()
    {
        Informers.StatefulSets.OnChange((before, after) => Queue.Add((after ?? before)!.Key));
        Informers.Pods.OnChange((before, after) =>
        {
            AddControllerOf(before, after, Kinds.StatefulSet);
            if (after is not { Controller: null, IsBeingDeleted: false })
                return;
            foreach (var set in Informers.StatefulSets.InNamespace(after.Namespace))
            {
                if (set.OrdinalOf(after.Name) is not null && set.Selector.Matches(after.Labels))
                    Queue.Add(set.Key);
            }
        });
    }

    protected override void Sync(ObjectKey key)
    {
        if (Informers.StatefulSets.Find(key) is not { } set)
            return;
        var pods = _claims.Claim(set, set.Selector, pod => set.OrdinalOf(pod.Name) is not null);
        var history = _history.Of(set);
        var collisions = set.Collisions;
        if (set.IsBeingDeleted)
            return; // the garbage collector sees to its pods
        var update = _history.Current(set, set.Template, history, ref collisions);
        var current = history.Find(r => r.Name == set.CurrentRevision) ?? update;
        var row = new Row(set, current, update, pods, Now);
        try
        {
            Manage(row);
        }
        finally
        {
            WriteStatus(set, row.Status(collisions));
        }
        var used = pods.Select(p => p.Labels.GetValueOrDefault(RevisionHistory.PodLabel) ?? "").Append(current.Name).Append(update.Name);
        _history.Truncate(history, used.ToHashSet(StringComparer.Ordinal), set.HistoryLimit);
        if (set.MinReadySeconds > 0 && pods.Where(p => p.IsReady && !p.IsAvailable(set.MinReadySeconds, Now)).Min(p => p.ReadySince) is { } since)
            Queue.AddAfter(key, since.AddSeconds(set.MinReadySeconds) - Now);
    }

    /// <summary>Takes the next step, or all at once when the pods need no order.</summary>
    private void Manage(Row row)
    {
        if (!Fill(row) || !Shorten(row) || !row.Set.IsRolling)
            return;
        for (var i = row.Wanted.Length - 1; i >= (row.Set.Partition ?? 0); i--)
        {
            if (row.Wanted[i] is not { } pod)
                return;
            if (Row.RevisionOf(pod) != row.Update.Name && !pod.IsBeingDeleted)
            {
                _pods.Delete(row.Set, pod);
                return;
            }
            if (!row.IsHealthy(pod))
                return; // one after the other
        }
    }

    /// <returns>Whether the row is whole, or need not be for the rest.</returns>
    private bool Fill(Row row)
    {
        var set = row.Set;
        for (var i = 0; i < row.Wanted.Length; i++)
        {
            if (row.Wanted[i] is not { } pod)
            {
                _pods.Create(set, row.RevisionFor(i), set.First + i);
                if (!set.IsParallel)
                    return false;
                continue;
            }
            if (pod.IsFinished && !pod.IsBeingDeleted)
            {
                if (pod.IsFailed)
                    Warn(set, "RecreatingFailedPod", $"StatefulSet {set.Namespace}/{set.Name} is recreating failed Pod {pod.Name}");
                else
                    Normal(set, "RecreatingTerminatedPod", $"StatefulSet {set.Namespace}/{set.Name} is recreating terminated Pod {pod.Name}");
                _pods.Delete(set, pod);
                if (!set.IsParallel)
                    return false;
                continue;
            }
            if (!set.IsParallel && !row.IsHealthyAndAvailable(pod))
                return false;
        }
        return true;
    }

    /// <returns>Whether nothing more has to go.</returns>
    private bool Shorten(Row row)
    {
        foreach (var pod in row.Surplus)
        {
            if (pod.IsBeingDeleted)
            {
                if (!row.Set.IsParallel)
                    return false;
                continue;
            }
            if (!row.Set.IsParallel && !row.IsHealthy(pod) && pod != row.FirstUnhealthy)
                return false;
            _pods.Delete(row.Set, pod);
            if (row.Set.OrdinalOf(pod.Name) is { } ordinal)
                _pods.DeleteClaims(row.Set, ordinal);
            if (!row.Set.IsParallel)
                return false;
        }
        return true;
    }

    private sealed class Row
    {
        private readonly IReadOnlyList<PodView> _pods;
        private readonly RevisionView _current;
        private readonly DateTimeOffset _now;

        public Row(StatefulSetView set, RevisionView current, RevisionView update, IReadOnlyList<PodView> pods, DateTimeOffset now)
        {
            (Set, _current, Update, _pods, _now) = (set, current, update, pods, now);
            Wanted = new PodView?[Math.Max(0, set.Replicas)];
            var surplus = new List<(int Ordinal, PodView Pod)>();
            foreach (var pod in pods)
            {
                if (set.OrdinalOf(pod.Name) is not { } ordinal)
                    continue;
                if (ordinal >= set.First && ordinal - set.First < Wanted.Length)
                    Wanted[ordinal - set.First] = pod;
                else
                    surplus.Add((ordinal, pod));
            }
            Surplus = [.. surplus.OrderByDescending(p => p.Ordinal).Select(p => p.Pod)];
            FirstUnhealthy = Wanted.OfType<PodView>().Concat(Surplus.Reverse()).FirstOrDefault(p => !IsHealthy(p));
        }

        public StatefulSetView Set { get; }

        public RevisionView Update { get; }

        public PodView?[] Wanted { get; }

        /// <summary>Pods beyond the wanted number, the last first.</summary>
        public IReadOnlyList<PodView> Surplus { get; }

        public PodView? FirstUnhealthy { get; }

        public static string RevisionOf(PodView pod) => pod.Labels.GetValueOrDefault(RevisionHistory.PodLabel) ?? "";

        public bool IsHealthy(PodView pod) => pod is { Phase: "Running", IsReady: true, IsBeingDeleted: false };

        public bool IsHealthyAndAvailable(PodView pod) => IsHealthy(pod) && pod.IsAvailable(Set.MinReadySeconds, _now);

        /// <summary>Those that a rollout has not reached yet are made anew as they were.</summary>
        public RevisionView RevisionFor(int index) =>
            Set.IsRolling && _current.Name != Update.Name && index < (Set.Partition ?? Set.CurrentReplicas) ? _current : Update;

        public JsonObject Status(int collisions)
        {
            var alive = _pods.Where(p => !p.IsBeingDeleted).ToList();
            var ready = _pods.Count(IsHealthy);
            var (atCurrent, atUpdate) = (alive.Count(p => RevisionOf(p) == _current.Name), alive.Count(p => RevisionOf(p) == Update.Name));
            var current = _current.Name;
            if (Set.IsRolling && atUpdate == Set.Replicas && ready == Set.Replicas && _pods.Count == Set.Replicas)
                (current, atCurrent) = (Update.Name, atUpdate);
            var status = new JsonObject { ["observedGeneration"] = Set.Generation, ["replicas"] = _pods.Count };
            status.AddNonZero("readyReplicas", ready);
            status.AddNonZero("currentReplicas", atCurrent);
            status.AddNonZero("updatedReplicas", atUpdate);
            status["currentRevision"] = current;
            status["updateRevision"] = Update.Name;
            status["collisionCount"] = collisions;
            status["availableReplicas"] = _pods.Count(IsHealthyAndAvailable);
            return status;
        }
    }
}

using System.Text.Json.Nodes;
using Pipeline.Simulator.Controllers.Pods;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Revisions;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.DaemonSets;

/// <summary>Keeps one pod of a template on each node that fits.</summary>
public sealed class DaemonSetController : Controller
{
    private const string Component = "daemonset-controller";
    private const int MostAtOnce = 250;
    private readonly RevisionHistory _history;
    private readonly PodControl _pods;

    public DaemonSetController(ControllerContext context)
        : base(context, "daemon-set-controller", Component)
    {
        _history = new RevisionHistory(context, Own, RevisionHistory.PodLabel);
        _pods = new PodControl(context, Own, Component);
    }

    public override void Start()
    {
        Informers.DaemonSets.OnChange((before, after) => Queue.Add((after ?? before)!.Key));
        Informers.Pods.OnChange((before, after) =>
        {
            AddControllerOf(before, after, Kinds.DaemonSet, Settled);
            if (after is { Controller: null, IsBeingDeleted: false })
                AddAll(Informers.DaemonSets.InNamespace(after.Namespace).Where(d => d.Selector.Matches(after.Labels)));
        });
        Informers.Nodes.OnChange((before, after) =>
        {
            if (before is null || after is null || !after.SchedulesLike(before))
                AddAll(Informers.DaemonSets.All);
        });
    }

    protected override void Sync(ObjectKey key)
    {
        if (Informers.DaemonSets.Find(key) is not { } set || set.IsBeingDeleted)
            return;
        var history = _history.Of(set);
        var collisions = set.Collisions;
        var revision = _history.Current(set, set.Template, history, ref collisions);
        var pods = _pods.Claim(set, set.Selector);
        var turn = new DaemonTurn(set, revision.Hash, pods, Informers.Nodes.All, Now);
        try
        {
            Place(turn);
            Renew(turn);
        }
        finally
        {
            WriteStatus(set, turn.Status(collisions));
        }
        var used = pods.Select(DaemonTurn.HashOf).Append(revision.Hash).ToHashSet(StringComparer.Ordinal);
        _history.Truncate(history, used, set.HistoryLimit);
        if (set.MinReadySeconds > 0 && pods.Where(p => p.IsReady && !p.IsAvailable(set.MinReadySeconds, Now)).Min(p => p.ReadySince) is { } since)
            Queue.AddAfter(key, since.AddSeconds(set.MinReadySeconds) - Now);
    }

    private void AddAll(IEnumerable<DaemonSetView> sets)
    {
        foreach (var set in sets)
            Queue.Add(set.Key);
    }

    /// <summary>A pod where one is missing, and none where none belongs.</summary>
    private void Place(DaemonTurn turn)
    {
        var (missing, surplus) = (new List<string>(), new List<PodView>());
        foreach (var node in turn.Nodes)
        {
            var here = turn.On(node.Name);
            var (shouldRun, mayStay) = turn.Set.Fit.On(node);
            var alive = new List<PodView>();
            foreach (var pod in here)
            {
                if (pod.IsBeingDeleted)
                    continue;
                if (pod.IsFailed)
                {
                    Warn(turn.Set, "FailedDaemonPod", $"Found failed daemon pod {pod.Key} on node {node.Name}, will try to kill it");
                    surplus.Add(pod);
                }
                else if (pod.IsSucceeded)
                {
                    Normal(turn.Set, "SucceededDaemonPod", $"Found succeeded daemon pod {pod.Key} on node {node.Name}, will try to delete it");
                    surplus.Add(pod);
                }
                else
                {
                    alive.Add(pod);
                }
            }
            if (!mayStay)
                surplus.AddRange(alive);
            else if (shouldRun && here.Count == 0)
                missing.Add(node.Name);
            else if (alive.Count > 1)
                surplus.AddRange(turn.TooMany(alive));
        }
        surplus.AddRange(turn.OnLostNodes.Where(p => !p.IsBeingDeleted));
        Apply(turn, missing, surplus);
    }

    /// <summary>Replaces pods of old templates, some at a time.</summary>
    private void Renew(DaemonTurn turn)
    {
        if (!turn.Set.IsRolling)
            return;
        var (surged, replaced) = turn.Replacements();
        Apply(turn, surged, replaced);
    }

    private void Apply(DaemonTurn turn, IReadOnlyList<string> createOn, IReadOnlyList<PodView> delete)
    {
        foreach (var node in createOn.Take(MostAtOnce))
        {
            var pod = _pods.Make(turn.Set, turn.Set.Template, turn.Set.Name + "-");
            var metadata = pod["metadata"]!.AsObject();
            if (metadata["labels"] is not JsonObject labels)
                metadata["labels"] = labels = [];
            labels[RevisionHistory.PodLabel] = turn.Hash;
            labels["pod-template-generation"] = turn.Set.Annotations.GetValueOrDefault("deprecated.daemonset.template.generation") ?? "1";
            NodeFit.Complete(pod, node);
            _pods.Create(turn.Set, pod);
        }
        foreach (var pod in delete.Take(MostAtOnce))
            _pods.Delete(turn.Set, pod);
        if (createOn.Count > MostAtOnce || delete.Count > MostAtOnce)
            Queue.Add(turn.Set.Key);
    }
}

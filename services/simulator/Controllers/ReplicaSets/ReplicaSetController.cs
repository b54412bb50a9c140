using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Pods;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Controllers.Watching;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.ReplicaSets;

/// <summary>Keeps as many pods of a template alive as a ReplicaSet, or a ReplicationController, wants.</summary>
public sealed class ReplicaSetController : Controller
{
    private const int MostAtOnce = 500;
    private readonly PodControl _pods;
    private readonly Informer<ReplicaSetView> _sets;
    private readonly ResourceKind _kind;

    private ReplicaSetController(ControllerContext context, string account, ResourceKind kind, Informer<ReplicaSetView> sets)
        : base(context, account)
    {
        (_kind, _sets) = (kind, sets);
        _pods = new PodControl(context, Own, account);
    }

    public static ReplicaSetController OfReplicaSets(ControllerContext context) =>
        new(context, "replicaset-controller", Kinds.ReplicaSet, context.Informers.ReplicaSets);

    public static ReplicaSetController OfReplicationControllers(ControllerContext context) =>
        new(context, "replication-controller", Kinds.ReplicationController, context.Informers.ReplicationControllers);

    public override void Start()
    {
        _sets.OnChange((before, after) => Queue.Add((after ?? before)!.Key));
        Informers.Pods.OnChange(HearPod);
    }

    protected override void Sync(ObjectKey key)
    {
        if (_sets.Find(key) is not { } set)
            return;
        var active = _pods.Claim(set, set.Selector, pod => !pod.IsFinished).Where(p => p.IsActive).ToList();
        StatusException? refusal = null;
        if (!set.IsBeingDeleted)
        {
            try
            {
                Manage(set, active);
            }
            catch (StatusException e)
            {
                refusal = e;
            }
        }
        WriteStatus(set, StatusOf(set, active, refusal));
        if (refusal is not null)
            throw refusal;
        if (set.MinReadySeconds > 0 && NextAvailable(active, set.MinReadySeconds) is { } next)
            Queue.AddAfter(key, next - Now);
    }

    private void HearPod(PodView? before, PodView? after)
    {
        AddControllerOf(before, after, _kind, Settled);
        var pod = (after ?? before)!;
        if (pod.Controller is not null || pod.IsBeingDeleted)
            return;
        foreach (var set in _sets.InNamespace(pod.Namespace))
        {
            if (!set.Selector.IsEmpty && set.Selector.Matches(pod.Labels))
                Queue.Add(set.Key);
        }
    }

    private void Manage(ReplicaSetView set, List<PodView> active)
    {
        var missing = set.Replicas - active.Count;
        for (var i = 0; i < Math.Min(missing, MostAtOnce); i++)
            _pods.Create(set, _pods.Make(set, set.Template, set.Name + "-")); // the first refusal ends the batch
        if (missing >= 0)
        {
            if (missing > MostAtOnce)
                Queue.Add(set.Key);
            return;
        }
        var surplus = Math.Min(-missing, MostAtOnce);
        if (surplus < active.Count)
            active = [.. active.Order(new DeletionOrder(RelatedOnNode(set)))];
        foreach (var pod in active.Take(surplus))
            _pods.Delete(set, pod);
    }

    /// <summary>Counts active pods of all ReplicaSets of the same owner by node.</summary>
    private Func<PodView, int> RelatedOnNode(ReplicaSetView set)
    {
        var related = set.Controller is { } owner ? _sets.ControlledBy(owner.Uid) : [set];
        var counts = related.SelectMany(r => Informers.Pods.ControlledBy(r.Uid)).Where(p => p.IsActive).CountBy(p => p.NodeName)
            .ToDictionary(StringComparer.Ordinal);
        return pod => counts.GetValueOrDefault(pod.NodeName);
    }

    private JsonObject StatusOf(ReplicaSetView set, List<PodView> active, StatusException? refusal)
    {
        var (labels, ready, available, labelled) = (set.Template.At("metadata").Texts("labels"), 0, 0, 0);
        foreach (var pod in active)
        {
            labelled += labels.All(l => pod.Labels.TryGetValue(l.Key, out var value) && value == l.Value) ? 1 : 0;
            ready += pod.IsReady ? 1 : 0;
            available += pod.IsAvailable(set.MinReadySeconds, Now) ? 1 : 0;
        }
        var status = new JsonObject { ["replicas"] = active.Count };
        status.AddNonZero("fullyLabeledReplicas", labelled);
        status.AddNonZero("readyReplicas", ready);
        status.AddNonZero("availableReplicas", available);
        status["observedGeneration"] = set.Generation;
        var conditions = Conditions.Of(set.Status);
        if (refusal is null)
            conditions.Remove("ReplicaFailure");
        else if (!conditions.Has("ReplicaFailure"))
        {
            var reason = active.Count < set.Replicas ? "FailedCreate" : "FailedDelete";
            conditions.Set("ReplicaFailure", "True", reason, refusal.Message, NowText, withUpdateTime: false);
        }
        conditions.WriteTo(status);
        return status;
    }

    private DateTimeOffset? NextAvailable(List<PodView> active, int minReadySeconds)
    {
        DateTimeOffset? next = null;
        foreach (var pod in active)
        {
            if (pod.ReadySince is { } since && since.AddSeconds(minReadySeconds) is var due && due > Now && !(next <= due))
                next = due;
        }
        return next;
    }
}

using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Nodes;

/// <summary>Deletes pods from nodes with NoExecute taints when their toleration is used up.</summary>
public sealed class TaintEviction(ControllerContext context) : Controller(context, "taint-eviction-controller")
{
    private readonly Dictionary<string, DateTimeOffset> _planned = new(StringComparer.Ordinal);

    public override void Start()
    {
        Informers.Nodes.OnChange((before, after) =>
        {
            if (after is null || (before is not null && before.Taints.SequenceEqual(after.Taints)) || (before is null && after.Taints.Count == 0))
                return;
            foreach (var pod in Informers.PodsByNode[after.Name])
                Queue.Add(pod.Key);
        });
        Informers.Pods.OnChange((before, after) =>
        {
            if (after is null)
                _planned.Remove(before!.Uid);
            else if (after.NodeName.Length > 0 && before?.NodeName != after.NodeName && HasNoExecute(after.NodeName))
                Queue.Add(after.Key);
        });
    }

    protected override void Sync(ObjectKey key)
    {
        if (Informers.Pods.Find(key) is not { IsBeingDeleted: false } pod || Informers.Nodes.Find("", pod.NodeName) is not { } node)
            return;
        var taints = node.Taints.Where(t => t.Effect == "NoExecute").ToList();
        if (taints.Count == 0)
        {
            if (_planned.Remove(pod.Uid))
                Normal(pod, "TaintManagerEviction", $"Cancelling deletion of Pod {pod.Key}");
            return;
        }
        if (DeadlineOf(pod, taints) is not { } deadline)
        {
            _planned.Remove(pod.Uid);
            return; // tolerated for ever
        }
        if (deadline <= Now)
        {
            Evict(pod);
            return;
        }
        _planned[pod.Uid] = deadline;
        Queue.AddAfter(key, deadline - Now);
    }

    private bool HasNoExecute(string node) => Informers.Nodes.Find("", node)?.Taints.Any(t => t.Effect == "NoExecute") == true;

    /// <summary>When the pod has to go; null for never.</summary>
    private DateTimeOffset? DeadlineOf(PodView pod, List<Taint> taints)
    {
        var tolerations = Toleration.AllOf(pod.Spec);
        DateTimeOffset? deadline = null;
        foreach (var taint in taints)
        {
            var tolerating = tolerations.Where(t => t.Tolerates(taint)).ToList();
            if (tolerating.Count == 0)
                return Now;
            if (tolerating.Exists(t => t.Seconds is null))
                continue;
            var until = (taint.Added ?? Now).AddSeconds(Math.Max(0, tolerating.Min(t => t.Seconds!.Value)));
            deadline = deadline < until ? deadline : until;
        }
        return deadline;
    }

    private void Evict(PodView pod)
    {
        _planned.Remove(pod.Uid);
        Normal(pod, "TaintManagerEviction", $"Marking for deletion Pod {pod.Key}");
        Cluster.Modify(Kinds.Pod, pod.Namespace, pod.Name, json => PodConditions.Set(
            json, "DisruptionTarget", "True", "DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint", Now), OwnStatus);
        try
        {
            Cluster.Delete(Kinds.Pod, pod.Namespace, pod.Name, new DeleteOptions(Own.User, Uid: pod.Uid));
        }
        catch (StatusException e) when (e.Code is 404 or 409)
        {
            // gone already
        }
    }
}

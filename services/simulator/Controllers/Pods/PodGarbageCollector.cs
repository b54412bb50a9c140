using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Pods;

/// <summary>Deletes pods that no kubelet will: of nodes that are gone, unscheduled ones that are being deleted, the oldest of too many ended ones.</summary>
public sealed class PodGarbageCollector(ControllerContext context) : Controller(context, "pod-garbage-collector")
{
    private const int MostFinished = 12_500;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Quarantine = TimeSpan.FromSeconds(40);
    private readonly Dictionary<string, DateTimeOffset> _missing = new(StringComparer.Ordinal);

    public override void Start()
    {
        Informers.Nodes.OnChange((before, after) =>
        {
            if (after is null)
                _missing[before!.Name] = Now;
            else
                _missing.Remove(after.Name);
        });
        Context.Loop.Every(Period, Collect);
    }

    protected override void Sync(ObjectKey key)
    {
        if (Informers.Pods.Find(key) is not { } pod)
            return;
        if (IsOrphaned(pod) && !pod.IsFinished)
        {
            Cluster.Modify(Kinds.Pod, pod.Namespace, pod.Name, json =>
            {
                PodConditions.Set(json, "DisruptionTarget", "True", "DeletionByPodGC", "PodGC: node no longer exists", Now);
                json["status"]!["phase"] = "Failed";
            }, OwnStatus);
        }
        try
        {
            Cluster.Delete(Kinds.Pod, pod.Namespace, pod.Name, new DeleteOptions(Own.User, GracePeriodSeconds: 0, Uid: pod.Uid));
        }
        catch (StatusException e) when (e.Code is 404 or 409)
        {
            // gone already
        }
    }

    private void Collect()
    {
        foreach (var pod in Informers.Pods.All)
        {
            if (IsOrphaned(pod) || (pod.IsBeingDeleted && pod.NodeName.Length == 0))
                Queue.Add(pod.Key);
        }
        foreach (var (name, _) in _missing.Where(m => Informers.PodsByNode[m.Key].Count == 0).ToList())
            _missing.Remove(name);
        var finished = Informers.Pods.All.Where(p => p.IsFinished).ToList();
        foreach (var pod in finished.OrderBy(p => p.Created).Take(Math.Max(0, finished.Count - MostFinished)))
            Queue.Add(pod.Key);
    }

    /// <summary>Whether its node has been gone for a while; nodes that were never seen begin their quarantine here.</summary>
    private bool IsOrphaned(PodView pod)
    {
        if (pod.NodeName.Length == 0 || Informers.Nodes.Find("", pod.NodeName) is not null)
            return false;
        if (!_missing.TryGetValue(pod.NodeName, out var since))
            _missing[pod.NodeName] = since = Now;
        return Now - since >= Quarantine;
    }
}

using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Controllers.Volumes;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Controllers.Scheduling;

/// <summary>Pods with a node whose claims are still being bound for that node.</summary>
public sealed class VolumeWaits(ControllerContext context, WriteOptions own, Action<PendingPod, string> bind, Action<PendingPod, string> fail)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);
    private readonly Dictionary<string, Wait> _waits = new(StringComparer.Ordinal);

    public bool Has(string uid) => _waits.ContainsKey(uid);

    /// <summary>Tells the volume controller what to bind or make, and waits for it.</summary>
    public void Begin(PendingPod pod, string node, IReadOnlyList<(ClaimView Claim, VolumeView? Volume)> plan)
    {
        var uid = pod.Pod.Uid;
        _waits[uid] = new Wait(pod, node, [.. plan.Select(p => p.Claim.Name)], context.Loop.After(LongestWait, () => GiveUp(uid)));
        try
        {
            foreach (var (claim, volume) in plan)
            {
                if (volume is null)
                    SelectNode(claim, node);
                else if (!volume.IsFor(claim))
                    Reserve(volume, claim);
            }
        }
        catch (StatusException e)
        {
            Drop(uid);
            fail(pod, $"running PreBind plugin \"VolumeBinding\": {e.Message}");
        }
    }

    public void Drop(string uid)
    {
        if (_waits.Remove(uid, out var wait))
            wait.Timeout.Dispose();
    }

    public void Hear(ClaimView? claim)
    {
        if (claim is null || _waits.Count == 0)
            return;
        foreach (var (uid, wait) in _waits.Where(w => w.Value.Pod.Pod.Namespace == claim.Namespace && w.Value.Claims.Contains(claim.Name)).ToList())
        {
            if (!wait.Claims.All(c => context.Informers.Claims.Find(claim.Namespace, c) is { IsBound: true }))
                continue;
            Drop(uid);
            bind(wait.Pod, wait.Node);
        }
    }

    private void GiveUp(string uid)
    {
        if (!_waits.TryGetValue(uid, out var wait))
            return;
        Drop(uid);
        fail(wait.Pod, "running PreBind plugin \"VolumeBinding\": binding volumes: context deadline exceeded");
    }

    private void SelectNode(ClaimView claim, string node) => context.Cluster.Modify(Kinds.PersistentVolumeClaim, claim.Namespace, claim.Name, json =>
    {
        var metadata = json["metadata"]!.AsObject();
        if (metadata["annotations"] is not JsonObject annotations)
            metadata["annotations"] = annotations = [];
        annotations[ClaimView.SelectedNodeAnnotation] = node;
    }, own);

    private void Reserve(VolumeView volume, ClaimView claim) => context.Cluster.Modify(Kinds.PersistentVolume, "", volume.Name, json =>
        VolumeBinding.SetClaim(json, claim, byController: true), own);

    private sealed record Wait(PendingPod Pod, string Node, HashSet<string> Claims, IDisposable Timeout);
}

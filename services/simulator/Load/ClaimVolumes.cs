using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Nodes;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Load;

/// <summary>What is on the volumes of claims: it stays while pods come and go, and is gone with the claim.</summary>
internal sealed class ClaimVolumes(NodeContext context)
{
    private readonly Dictionary<string, Volume> _volumes = new(StringComparer.Ordinal);

    /// <summary>The contents of one claim's volume.</summary>
    internal sealed class Volume
    {
        public double UsedBytes { get; set; }

        public double CapacityBytes { get; set; }

        /// <summary>Growth that a fault adds.</summary>
        public double AddedBytesPerSecond { get; set; }

        public bool IsFull => CapacityBytes > 0 && UsedBytes >= CapacityBytes * 0.999;
    }

    public void Start() => context.Cluster.Watch(Kinds.PersistentVolumeClaim, e =>
    {
        if (e.Type == ChangeType.Deleted)
        {
            _volumes.Remove(e.Current.Uid);
            return;
        }
        Grow(e.Current);
        var volume = Of(e.Current);
        volume.CapacityBytes = e.Current.Root.Amount("status", "capacity", "storage") ?? e.Current.Root.Amount("spec", "resources", "requests", "storage") ?? 0;
        if (volume.UsedBytes == 0)
            volume.UsedBytes = volume.CapacityBytes * 0.18;
    });

    public Volume Of(StoredObject claim)
    {
        if (!_volumes.TryGetValue(claim.Uid, out var volume))
            _volumes[claim.Uid] = volume = new Volume();
        return volume;
    }

    /// <summary>The volumes that a pod has mounted, with their claims.</summary>
    public IEnumerable<(StoredObject Claim, Volume Volume)> Mounted(PodLife pod)
    {
        foreach (var volume in pod.Spec.Volumes)
        {
            if (volume.Kind == "persistentVolumeClaim" && context.Cluster.Find(Kinds.PersistentVolumeClaim, pod.Object.Key.Namespace, volume.Source) is { } claim)
                yield return (claim, Of(claim));
        }
    }

    /// <summary>A bound claim that asks for more than it has gets it, when its class allows that.</summary>
    private void Grow(StoredObject claim)
    {
        var (asked, has) = (claim.Root.Amount("spec", "resources", "requests", "storage"), claim.Root.Amount("status", "capacity", "storage"));
        if (claim.Root.Text("status", "phase") != "Bound" || asked is null || has is null || asked <= has
            || context.Cluster.Find(Kinds.StorageClass, "", claim.Root.Text("spec", "storageClassName") ?? "") is not { } storageClass
            || !storageClass.Root.IsTrue("allowVolumeExpansion"))
            return;
        var size = claim.Root.Text("spec", "resources", "requests", "storage")!;
        var options = new WriteOptions("system:serviceaccount:kube-system:expand-controller", "csi-resizer", "status");
        context.Loop.After(context.About(TimeSpan.FromSeconds(8)), () =>
        {
            try
            {
                if (claim.Root.Text("spec", "volumeName") is { Length: > 0 } volume)
                {
                    context.Cluster.Modify(Kinds.PersistentVolume, "", volume, json => json["spec"]!["capacity"] = new JsonObject { ["storage"] = size },
                        options with { Subresource = null });
                }
                context.Cluster.Modify(Kinds.PersistentVolumeClaim, claim.Key.Namespace, claim.Key.Name,
                    json => json["status"]!["capacity"] = new JsonObject { ["storage"] = size }, options);
                context.Events.Record(claim, "Normal", "FileSystemResizeSuccessful", "MountVolume.NodeExpandVolume succeeded for volume", "kubelet", "");
            }
            catch (StatusException)
            {
                // the claim has changed or gone: its next version is looked at again
            }
        });
    }
}

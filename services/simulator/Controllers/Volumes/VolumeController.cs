using System.Text.Json.Nodes;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Volumes;

/// <summary>Says whether a volume is free, bound or released, and deletes a released one whose policy says so.</summary>
public sealed class VolumeController(ControllerContext context) : Controller(context, "persistentvolume-binder", "persistentvolume-controller")
{
    public override void Start()
    {
        Informers.Volumes.OnChange((before, after) => Queue.Add((after ?? before)!.Key));
        Informers.Claims.OnChange((before, after) =>
        {
            if (after is null && before!.VolumeName.Length > 0)
                Queue.Add(new ObjectKey("", before.VolumeName));
        });
    }

    protected override void Sync(ObjectKey key)
    {
        if (Informers.Volumes.Find(key) is not { IsBeingDeleted: false } volume)
            return;
        if (!volume.HasClaim || volume.ClaimUid.Length == 0)
        {
            SetPhase(volume, "Available");
            return;
        }
        if (Cluster.Find(Kinds.PersistentVolumeClaim, volume.ClaimNamespace, volume.ClaimName)?.Uid == volume.ClaimUid)
            return; // the claim's controller sees to it
        SetPhase(volume, "Released");
        if (volume.ReclaimPolicy == "Delete")
            DeleteIfThere(volume);
    }

    private void SetPhase(VolumeView volume, string phase)
    {
        if (volume.Phase == phase)
            return;
        Cluster.Modify(Kinds.PersistentVolume, "", volume.Name, json =>
        {
            if (json["status"] is not JsonObject status)
                json["status"] = status = [];
            status["phase"] = phase;
        }, OwnStatus);
    }
}

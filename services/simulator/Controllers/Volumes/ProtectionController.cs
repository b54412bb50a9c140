using Pipeline.Simulator.Controllers.Garbage;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Volumes;

/// <summary>Keeps claims while pods use them, and volumes while claims are bound to them.</summary>
public sealed class ProtectionController(ControllerContext context) : Controller(context, "pvc-protection-controller")
{
    private const string ClaimFinalizer = "kubernetes.io/pvc-protection";
    private const string VolumeFinalizer = "kubernetes.io/pv-protection";

    public override void Start()
    {
        Informers.Claims.OnChange((_, after) =>
        {
            if (after is { IsBeingDeleted: true })
                Queue.Add(after.Key);
        });
        Informers.Volumes.OnChange((_, after) =>
        {
            if (after is { IsBeingDeleted: true })
                Queue.Add(after.Key);
        });
        Informers.Pods.OnChange((before, after) =>
        {
            if (before is null || (after is { IsFinished: false } && before.IsFinished == after.IsFinished))
                return;
            foreach (var claim in Informers.Claims.InNamespace(before.Namespace))
            {
                if (claim.IsBeingDeleted && ClaimController.Uses(before, claim.Name))
                    Queue.Add(claim.Key);
            }
        });
    }

    protected override void Sync(ObjectKey key)
    {
        if (key.Namespace.Length == 0)
        {
            if (Informers.Volumes.Find(key) is { IsBeingDeleted: true } volume && !IsBound(volume))
                Finalizers.Remove(Cluster, Kinds.PersistentVolume, key, VolumeFinalizer, Own);
            return;
        }
        if (Informers.Claims.Find(key) is not { IsBeingDeleted: true } claim || !claim.Finalizers.Contains(ClaimFinalizer))
            return;
        if (!Informers.Pods.InNamespace(key.Namespace).Any(p => !p.IsFinished && p.NodeName.Length > 0 && ClaimController.Uses(p, claim.Name)))
            Finalizers.Remove(Cluster, Kinds.PersistentVolumeClaim, key, ClaimFinalizer, Own);
    }

    private bool IsBound(VolumeView volume) =>
        volume.ClaimUid.Length > 0 && Cluster.Find(Kinds.PersistentVolumeClaim, volume.ClaimNamespace, volume.ClaimName)?.Uid == volume.ClaimUid;
}

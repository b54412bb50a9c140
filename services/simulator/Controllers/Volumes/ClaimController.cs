using System.Text.Json.Nodes;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Volumes;

/// <summary>Binds claims to volumes, has volumes made for those whose class can, and says why a claim stays pending.</summary>
public sealed class ClaimController : Controller
{
    private static readonly TimeSpan Resync = TimeSpan.FromSeconds(15);
    private readonly Provisioner _provisioner;

    public ClaimController(ControllerContext context)
        : base(context, "persistentvolume-binder", "persistentvolume-controller") => _provisioner = new Provisioner(context, Own);

    public override void Start()
    {
        Informers.Claims.OnChange((before, after) => Queue.Add((after ?? before)!.Key));
        Informers.Volumes.OnChange((before, after) =>
        {
            var volume = (after ?? before)!;
            if (volume.HasClaim)
                Queue.Add(new ObjectKey(volume.ClaimNamespace, volume.ClaimName));
            else if (after is not null)
                AddPending();
        });
        Informers.StorageClasses.OnChange((_, _) => AddPending());
        Context.Loop.Every(Resync, AddPending);
    }

    protected override void Sync(ObjectKey key)
    {
        if (Informers.Claims.Find(key) is not { IsBeingDeleted: false } claim)
            return;
        if (claim.VolumeName.Length > 0)
            Complete(claim);
        else if (FindVolume(claim) is { } volume)
            Bind(claim, volume);
        else
            Wait(claim);
    }

    private void AddPending()
    {
        foreach (var claim in Informers.Claims.All)
        {
            if (!claim.IsBound)
                Queue.Add(claim.Key);
        }
    }

    /// <summary>A claim that names its volume is bound to it, or has lost it.</summary>
    private void Complete(ClaimView claim)
    {
        if (Informers.Volumes.Find("", claim.VolumeName) is { } volume)
        {
            if (!volume.HasClaim || volume.IsFor(claim))
                Bind(claim, volume);
            return;
        }
        if (claim.Phase != "Bound" || Cluster.Find(Kinds.PersistentVolume, "", claim.VolumeName) is not null)
            return;
        Warn(claim, "ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!");
        WritePhase(claim, new JsonObject { ["phase"] = "Lost" });
    }

    private VolumeView? FindVolume(ClaimView claim)
    {
        if (Informers.Volumes.All.FirstOrDefault(v => v.IsFor(claim) && v.ClaimUid.Length > 0) is { } own)
            return own;
        var storage = Informers.ClassOf(claim);
        var candidates = Informers.Volumes.All.Where(v => v.Suits(claim, storage?.Name ?? claim.ClassName ?? ""));
        if (storage is { WaitsForConsumer: true })
            candidates = candidates.Where(v => v.HasClaim); // reserved by hand; else the scheduler chooses
        return candidates.OrderByDescending(v => v.HasClaim).ThenBy(v => v.Capacity).ThenBy(v => v.Name, StringComparer.Ordinal).FirstOrDefault();
    }

    private void Bind(ClaimView claim, VolumeView volume)
    {
        if (volume.ClaimUid != claim.Uid)
            Cluster.Modify(Kinds.PersistentVolume, "", volume.Name, json => VolumeBinding.SetClaim(json, claim, byController: true), Own);
        if (volume.Phase != "Bound")
            SetPhase(volume, "Bound");
        Cluster.Modify(Kinds.PersistentVolumeClaim, claim.Namespace, claim.Name, json => VolumeBinding.SetVolume(json, volume.Name), Own);
        WritePhase(claim, new JsonObject
        {
            ["phase"] = "Bound",
            ["accessModes"] = JsonNode.Parse(volume.Spec.At("accessModes").GetRawText()),
            ["capacity"] = JsonNode.Parse(volume.Spec.At("capacity").GetRawText()),
        });
    }

    private void WritePhase(ClaimView claim, JsonObject status) => Cluster.Modify(Kinds.PersistentVolumeClaim, claim.Namespace, claim.Name, json =>
    {
        if ((string?)json["metadata"]!["uid"] == claim.Uid)
            json["status"] = status.DeepClone();
    }, OwnStatus);

    private void SetPhase(VolumeView volume, string phase) => Cluster.Modify(Kinds.PersistentVolume, "", volume.Name, json =>
    {
        if (json["status"] is not JsonObject status)
            json["status"] = status = [];
        status["phase"] = phase;
    }, OwnStatus);

    /// <summary>Nothing to bind yet: says why, or has a volume made.</summary>
    private void Wait(ClaimView claim)
    {
        if (claim.ClassName is { Length: > 0 } name && Informers.StorageClasses.Find("", name) is null)
        {
            Warn(claim, "ProvisioningFailed", $"storageclass.storage.k8s.io \"{name}\" not found");
            return;
        }
        if (Informers.ClassOf(claim) is not { } storage)
        {
            Normal(claim, "FailedBinding", "no persistent volumes available for this claim and no storage class is set");
            return;
        }
        if (storage.WaitsForConsumer && claim.SelectedNode is null)
        {
            if (Informers.Pods.InNamespace(claim.Namespace).FirstOrDefault(p => p.NodeName.Length == 0 && !p.IsFinished && Uses(p, claim.Name)) is { } pod)
                Normal(claim, "WaitForPodScheduled", $"waiting for pod {pod.Name} to be scheduled");
            else
                Normal(claim, "WaitForFirstConsumer", "waiting for first consumer to be created before binding");
            return;
        }
        if (!storage.IsDynamic)
        {
            Warn(claim, "ProvisioningFailed", $"no volume plugin matched name: {StorageClassView.NoProvisioner}");
            return;
        }
        Normal(claim, "ExternalProvisioning",
            $"Waiting for a volume to be created either by the external provisioner '{storage.Provisioner}' or manually by the system administrator. "
            + "If volume creation is delayed, please verify that the provisioner is running and correctly registered.");
        _provisioner.Provision(claim, storage);
    }

    internal static bool Uses(PodView pod, string claim) =>
        pod.Spec.Items("volumes").Any(v => v.At("persistentVolumeClaim").Text("claimName") == claim
            || (v.At("ephemeral").Exists() && $"{pod.Name}-{v.Text("name")}" == claim));
}

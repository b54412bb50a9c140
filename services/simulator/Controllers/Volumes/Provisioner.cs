using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Quotas;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Controllers.Volumes;

/// <summary>Makes volumes for claims, in place of the storage drivers of a real cluster. Classes of drivers that it does not know stay without.</summary>
public sealed class Provisioner(ControllerContext context, WriteOptions own)
{
    private static readonly TimeSpan MakingTakes = TimeSpan.FromSeconds(2);

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "rancher.io/local-path", "k8s.io/minikube-hostpath", "hostpath.csi.k8s.io", "ebs.csi.aws.com", "pd.csi.storage.gke.io", "disk.csi.azure.com",
        "cinder.csi.openstack.org", "csi.vsphere.vmware.com", "driver.longhorn.io", "rook-ceph.rbd.csi.ceph.com", "topolvm.io",
    };

    private readonly HashSet<string> _making = new(StringComparer.Ordinal);

    public void Provision(ClaimView claim, StorageClassView storage)
    {
        if (!Known.Contains(storage.Provisioner) || !_making.Add(claim.Uid))
            return;
        Record(claim, storage, "Provisioning", $"External provisioner is provisioning volume for claim \"{claim.Key}\"");
        context.Loop.After(MakingTakes, () =>
        {
            _making.Remove(claim.Uid);
            if (context.Informers.Claims.Find(claim.Key) is { IsBeingDeleted: false, VolumeName.Length: 0 } waiting && waiting.Uid == claim.Uid)
                Make(waiting, storage);
        });
    }

    private void Make(ClaimView claim, StorageClassView storage)
    {
        var name = $"pvc-{claim.Uid}";
        var source = new JsonObject { ["driver"] = storage.Provisioner, ["volumeHandle"] = name };
        var isLocal = storage.Provisioner is "rancher.io/local-path" or "k8s.io/minikube-hostpath";
        var spec = new JsonObject
        {
            ["capacity"] = new JsonObject { ["storage"] = QuantityText.OfBytes((long)claim.Requested.Value) },
            [isLocal ? "hostPath" : "csi"] = isLocal
                ? new JsonObject { ["path"] = $"/opt/local-path-provisioner/{name}_{claim.Namespace}_{claim.Name}", ["type"] = "DirectoryOrCreate" }
                : source,
            ["accessModes"] = new JsonArray([.. claim.AccessModes.Select(m => JsonValue.Create(m))]),
            ["persistentVolumeReclaimPolicy"] = storage.ReclaimPolicy,
            ["storageClassName"] = storage.Name,
            ["volumeMode"] = claim.VolumeMode,
        };
        if (isLocal && claim.SelectedNode is { } node)
            spec["nodeAffinity"] = OnlyOn(node);
        var volume = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "PersistentVolume",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["annotations"] = new JsonObject { ["pv.kubernetes.io/provisioned-by"] = storage.Provisioner },
            },
            ["spec"] = spec,
        };
        VolumeBinding.SetClaim(volume, claim, byController: false);
        try
        {
            context.Cluster.Create(Kinds.PersistentVolume, volume, own);
            Record(claim, storage, "ProvisioningSucceeded", $"Successfully provisioned volume {name}");
        }
        catch (StatusException e) when (e.Reason != "AlreadyExists")
        {
            var message = $"failed to provision volume with StorageClass \"{storage.Name}\": {e.Message}";
            context.Events.Record(claim.Stored, "Warning", "ProvisioningFailed", message, Driver(storage));
        }
        catch (StatusException)
        {
            // made already
        }
    }

    private static JsonObject OnlyOn(string node) => new()
    {
        ["required"] = new JsonObject
        {
            ["nodeSelectorTerms"] = new JsonArray(new JsonObject
            {
                ["matchExpressions"] = new JsonArray(new JsonObject
                {
                    ["key"] = "kubernetes.io/hostname",
                    ["operator"] = "In",
                    ["values"] = new JsonArray(node),
                }),
            }),
        },
    };

    private static string Driver(StorageClassView storage) => $"{storage.Provisioner}_provisioner-0";

    private void Record(ClaimView claim, StorageClassView storage, string reason, string message) =>
        context.Events.Record(claim.Stored, "Normal", reason, message, Driver(storage));
}

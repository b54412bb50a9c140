using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Volumes;

/// <summary>Makes the claims of pods' ephemeral volumes; they go with the pod.</summary>
public sealed class EphemeralClaims(ControllerContext context) : Controller(context, "ephemeral-volume-controller", "ephemeral_volume")
{
    public override void Start() => Informers.Pods.OnChange((before, after) =>
    {
        if (before is null && after is { IsBeingDeleted: false } && after.Spec.Items("volumes").Any(v => v.At("ephemeral").Exists()))
            Queue.Add(after.Key);
    });

    protected override void Sync(ObjectKey key)
    {
        if (Informers.Pods.Find(key) is not { IsBeingDeleted: false } pod)
            return;
        foreach (var volume in pod.Spec.Items("volumes"))
        {
            var name = $"{pod.Name}-{volume.Text("name")}";
            var template = volume.At("ephemeral", "volumeClaimTemplate");
            if (!template.Exists() || Cluster.Find(Kinds.PersistentVolumeClaim, pod.Namespace, name) is not null)
                continue;
            var metadata = template.At("metadata").Exists() ? JsonNode.Parse(template.At("metadata").GetRawText())!.AsObject() : [];
            (metadata["name"], metadata["namespace"]) = (name, pod.Namespace);
            metadata["ownerReferences"] = new JsonArray(OwnerReference.ToController(pod));
            try
            {
                Cluster.Create(Kinds.PersistentVolumeClaim, new JsonObject
                {
                    ["apiVersion"] = "v1",
                    ["kind"] = "PersistentVolumeClaim",
                    ["metadata"] = metadata,
                    ["spec"] = JsonNode.Parse(template.At("spec").GetRawText()),
                }, Own);
            }
            catch (StatusException e)
            {
                Warn(pod, "FailedBinding", $"ephemeral volume controller failed to create PVC {name}: {e.Message}");
                throw;
            }
        }
    }
}

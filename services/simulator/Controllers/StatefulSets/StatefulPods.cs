using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Pods;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Revisions;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Controllers.StatefulSets;

/// <summary>Creates and deletes the pods of StatefulSets with their identity and their claims.</summary>
public sealed class StatefulPods(ControllerContext context, WriteOptions own)
{
    private const string Component = "statefulset-controller";

    /// <summary>Creates the pod of a number, its missing claims first.</summary>
    public void Create(StatefulSetView set, RevisionView revision, int ordinal)
    {
        var pod = Make(set, revision, ordinal);
        var name = set.PodName(ordinal);
        try
        {
            CreateClaims(set, ordinal);
            context.Cluster.Create(Kinds.Pod, pod, own);
            Record(set, "Normal", "SuccessfulCreate", $"create Pod {name} in StatefulSet {set.Name} successful");
        }
        catch (StatusException e) when (e.Reason == "AlreadyExists" || PodControl.IsNamespaceTerminating(e))
        {
            // a pod of that name is still there; its end gives the set another turn
        }
        catch (StatusException e)
        {
            Record(set, "Warning", "FailedCreate", $"create Pod {name} in StatefulSet {set.Name} failed error: {e.Message}");
            throw;
        }
    }

    public void Delete(StatefulSetView set, PodView pod)
    {
        try
        {
            context.Cluster.Delete(Kinds.Pod, pod.Namespace, pod.Name, new DeleteOptions(own.User, Uid: pod.Uid));
            Record(set, "Normal", "SuccessfulDelete", $"delete Pod {pod.Name} in StatefulSet {set.Name} successful");
        }
        catch (StatusException e) when (e.Code is 404 or 409)
        {
            // it is gone
        }
        catch (StatusException e)
        {
            Record(set, "Warning", "FailedDelete", $"delete Pod {pod.Name} in StatefulSet {set.Name} failed error: {e.Message}");
            throw;
        }
    }

    /// <summary>Deletes the claims of a pod that was scaled away, when the set says so.</summary>
    public void DeleteClaims(StatefulSetView set, int ordinal)
    {
        if (set.Spec.At("persistentVolumeClaimRetentionPolicy").Text("whenScaled") != "Delete")
            return;
        foreach (var template in set.Spec.Items("volumeClaimTemplates"))
        {
            if (context.Informers.Claims.Find(set.Namespace, ClaimName(set, template.At("metadata").Text("name"), ordinal)) is not { } claim)
                continue;
            try
            {
                context.Cluster.Delete(claim.Kind, claim.Namespace, claim.Name, new DeleteOptions(own.User, Uid: claim.Uid));
            }
            catch (StatusException e) when (e.Code == 404)
            {
                // gone already
            }
        }
    }

    private static string ClaimName(StatefulSetView set, string? template, int ordinal) => $"{template}-{set.PodName(ordinal)}";

    private static JsonObject Make(StatefulSetView set, RevisionView revision, int ordinal)
    {
        var name = set.PodName(ordinal);
        var pod = PodControl.MakeNamed(set, revision.Template, name);
        var metadata = pod["metadata"]!.AsObject();
        metadata["generateName"] = set.Name + "-";
        if (metadata["labels"] is not JsonObject labels)
            metadata["labels"] = labels = [];
        labels["apps.kubernetes.io/pod-index"] = ordinal.ToString(CultureInfo.InvariantCulture);
        labels[RevisionHistory.PodLabel] = revision.Name;
        labels["statefulset.kubernetes.io/pod-name"] = name;
        var spec = pod["spec"]!.AsObject();
        spec["hostname"] = name;
        spec["subdomain"] = set.ServiceName;
        var claims = set.Spec.Items("volumeClaimTemplates").Select(t => t.At("metadata").Text("name") ?? "").ToList();
        if (claims.Count == 0)
            return pod;
        var volumes = new JsonArray([.. claims.Select(c => new JsonObject
        {
            ["name"] = c,
            ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = ClaimName(set, c, ordinal) },
        })]);
        foreach (var volume in spec["volumes"] as JsonArray ?? [])
        {
            if (!claims.Contains((string?)volume!["name"] ?? ""))
                volumes.Add(volume.DeepClone());
        }
        spec["volumes"] = volumes;
        return pod;
    }

    private void CreateClaims(StatefulSetView set, int ordinal)
    {
        foreach (var template in set.Spec.Items("volumeClaimTemplates"))
        {
            var name = ClaimName(set, template.At("metadata").Text("name"), ordinal);
            if (context.Cluster.Find(Kinds.PersistentVolumeClaim, set.Namespace, name) is not null)
                continue;
            var claim = JsonNode.Parse(template.GetRawText())!.AsObject();
            (claim["apiVersion"], claim["kind"]) = ("v1", "PersistentVolumeClaim");
            claim.Remove("status");
            var metadata = claim["metadata"]!.AsObject();
            metadata.Remove("creationTimestamp");
            (metadata["name"], metadata["namespace"]) = (name, set.Namespace);
            if (metadata["labels"] is not JsonObject labels)
                metadata["labels"] = labels = [];
            foreach (var (key, value) in set.Selector.Exact)
                labels[key] = value;
            if (set.Spec.At("persistentVolumeClaimRetentionPolicy").Text("whenDeleted") == "Delete")
                metadata["ownerReferences"] = new JsonArray(OwnerReference.ToController(set));
            var pod = set.PodName(ordinal);
            try
            {
                context.Cluster.Create(Kinds.PersistentVolumeClaim, claim, own);
                Record(set, "Normal", "SuccessfulCreate", $"create Claim {name} Pod {pod} in StatefulSet {set.Name} success");
            }
            catch (StatusException e) when (e.Reason == "AlreadyExists")
            {
                // somebody was first
            }
            catch (StatusException e)
            {
                Record(set, "Warning", "FailedCreate", $"create Claim {name} for Pod {pod} in StatefulSet {set.Name} failed error: {e.Message}");
                throw;
            }
        }
    }

    private void Record(StatefulSetView set, string type, string reason, string message) =>
        context.Events.Record(set.Stored, type, reason, message, Component);
}

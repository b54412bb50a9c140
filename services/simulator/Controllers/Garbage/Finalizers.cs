using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Garbage;

/// <summary>Takes finalizers off objects.</summary>
public static class Finalizers
{
    public static void Remove(ICluster cluster, ResourceKind kind, ObjectKey key, string finalizer, WriteOptions own) =>
        cluster.Modify(kind, key.Namespace, key.Name, json =>
        {
            var metadata = json["metadata"]!.AsObject();
            if (metadata["finalizers"] is not JsonArray finalizers)
                return;
            var kept = finalizers.Where(f => (string?)f != finalizer).Select(f => f!.DeepClone()).ToArray();
            if (kept.Length == 0)
                metadata.Remove("finalizers");
            else
                metadata["finalizers"] = new JsonArray(kept);
        }, own);
}

using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Pods;

/// <summary>Makes a controller the owner of what its selector selects, and lets go of what it does not.</summary>
public static class Claims
{
    /// <summary>Adopts or releases an object, when it is still the one that was seen.</summary>
    /// <returns>Its new version; null when it is gone or is another's now.</returns>
    public static StoredObject? Set(ICluster cluster, ObjectView owner, ObjectView owned, bool adopt, WriteOptions writer)
    {
        var done = false;
        var written = cluster.Modify(owned.Kind, owned.Namespace, owned.Name, json =>
        {
            done = false;
            var metadata = json["metadata"]!.AsObject();
            if ((string?)metadata["uid"] != owned.Uid || metadata["deletionTimestamp"] is not null)
                return;
            var owners = metadata["ownerReferences"] as JsonArray ?? [];
            if (adopt && owners.Any(o => (bool?)o!["controller"] == true))
                return;
            var kept = owners.Where(o => (string?)o!["uid"] != owner.Uid).Select(o => o!.DeepClone()).ToList();
            if (adopt)
                kept.Add(OwnerReference.ToController(owner));
            metadata["ownerReferences"] = new JsonArray([.. kept]);
            if (kept.Count == 0)
                metadata.Remove("ownerReferences");
            done = true;
        }, writer);
        return done ? written : null;
    }
}

using Pipeline.Contracts;
using Pipeline.Kubernetes.Models;

namespace Pipeline.Collector.Watching;

/// <summary>Who answers for an object, by the owner references of what is known now.</summary>
/// <remarks>
/// A static pod's owner is its node, which does not answer for what runs in it: such a pod stands for itself. Where the ReplicaSet or Job
/// between is not known any more, its name tells: a ReplicaSet's ends in the pod's template hash, a CronJob's Job in its minute.
/// </remarks>
public sealed class OwnerIndex(ClusterView view)
{
    private const int LongestChain = 5;

    /// <summary>The workload that answers for a pod; the pod itself when nothing does.</summary>
    public EntityRef Of(Pod pod) => Of("Pod", pod.Metadata);

    /// <summary>The topmost owner of an object; the object itself when it has none.</summary>
    public EntityRef Of(string kind, ObjectMeta metadata)
    {
        var here = view.Entity(kind, metadata);
        for (var step = 0; step < LongestChain && metadata.Controller is { } owner && owner.Kind != "Node"; step++)
        {
            here = new EntityRef(view.Cluster, metadata.Namespace, owner.Kind, owner.Name);
            if (Known(owner, metadata.Namespace) is not { } next)
                return Guessed(here, owner, metadata);
            metadata = next;
        }
        return here;
    }

    /// <summary>The one workload that answers for all of these pods; null when there are none, or several do.</summary>
    public EntityRef? OfAll(IEnumerable<Pod> pods)
    {
        EntityRef? only = null;
        foreach (var pod in pods)
        {
            var owner = Of(pod);
            if (only is not null && only != owner)
                return null;
            only = owner;
        }
        return only;
    }

    private ObjectMeta? Known(OwnerReference owner, string? ns) => owner.Kind switch
    {
        "ReplicaSet" => view.ReplicaSets.Find(ns, owner.Name)?.Metadata,
        "Job" => view.Jobs.Find(ns, owner.Name)?.Metadata,
        "Deployment" => view.Deployments.Find(ns, owner.Name)?.Metadata,
        "StatefulSet" => view.StatefulSets.Find(ns, owner.Name)?.Metadata,
        "DaemonSet" => view.DaemonSets.Find(ns, owner.Name)?.Metadata,
        _ => view.Others.In(ns).FirstOrDefault(other => other.Metadata.Name == owner.Name && other.Kind == owner.Kind)?.Metadata,
    };

    private static EntityRef Guessed(EntityRef owner, OwnerReference reference, ObjectMeta child)
    {
        if (reference.Kind == "ReplicaSet" && child.Labels.TryGetValue("pod-template-hash", out var hash) &&
            owner.Name.EndsWith($"-{hash}", StringComparison.Ordinal))
            return owner with { Kind = "Deployment", Name = owner.Name[..^(hash.Length + 1)] };
        var dash = owner.Name.LastIndexOf('-');
        return reference.Kind == "Job" && dash > 0 && owner.Name.Length - dash == 9 && owner.Name.AsSpan(dash + 1).IndexOfAnyExceptInRange('0', '9') < 0
            ? owner with { Kind = "CronJob", Name = owner.Name[..dash] }
            : owner;
    }
}

using Pipeline.Simulator.Controllers.ReplicaSets;

namespace Pipeline.Simulator.Controllers.Deployments;

/// <summary>A Deployment and its ReplicaSets in one turn of the controller; follows what the turn writes.</summary>
public sealed class Rollout(DeploymentView deployment, ReplicaSetView? current, List<ReplicaSetView> old)
{
    public DeploymentView Deployment { get; set; } = deployment;

    /// <summary>The ReplicaSet of the present template; null when there is none yet.</summary>
    public ReplicaSetView? Current { get; private set; } = current;

    /// <summary>All others, oldest first.</summary>
    public List<ReplicaSetView> Old { get; } = old;

    public IEnumerable<ReplicaSetView> All => Current is null ? Old : Old.Append(Current);

    public IEnumerable<ReplicaSetView> ActiveOld => Old.Where(s => s.Replicas > 0);

    /// <summary>Takes a new version of one of the ReplicaSets, or the new one itself.</summary>
    public void Replace(ReplicaSetView version)
    {
        if (Old.FindIndex(s => s.Uid == version.Uid) is var index and >= 0)
            Old[index] = version;
        else
            Current = version;
    }
}

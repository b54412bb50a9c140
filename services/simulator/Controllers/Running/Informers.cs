using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Deployments;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.ReplicaSets;
using Pipeline.Simulator.Controllers.Watching;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Controllers.Running;

/// <summary>What the controllers hear of, each kind once.</summary>
public sealed class Informers
{
    public Informer<PodView> Pods { get; } = new(Kinds.Pod, s => new PodView(s));

    public Informer<ReplicaSetView> ReplicaSets { get; } = new(Kinds.ReplicaSet, s => new ReplicaSetView(s));

    public Informer<DeploymentView> Deployments { get; } = new(Kinds.Deployment, s => new DeploymentView(s));

    public void Start(ICluster cluster)
    {
        Deployments.Start(cluster);
        ReplicaSets.Start(cluster);
        Pods.Start(cluster);
    }
}

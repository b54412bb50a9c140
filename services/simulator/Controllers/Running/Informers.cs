using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Autoscaling;
using Pipeline.Simulator.Controllers.CronJobs;
using Pipeline.Simulator.Controllers.DaemonSets;
using Pipeline.Simulator.Controllers.Deployments;
using Pipeline.Simulator.Controllers.Disruption;
using Pipeline.Simulator.Controllers.Endpoints;
using Pipeline.Simulator.Controllers.Jobs;
using Pipeline.Simulator.Controllers.Nodes;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.ReplicaSets;
using Pipeline.Simulator.Controllers.Revisions;
using Pipeline.Simulator.Controllers.StatefulSets;
using Pipeline.Simulator.Controllers.Volumes;
using Pipeline.Simulator.Controllers.Watching;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Controllers.Running;

/// <summary>What the controllers hear of, each kind once.</summary>
public sealed class Informers
{
    public Informers() => PodsByNode = Pods.By(p => p.NodeName);

    public Informer<NodeView> Nodes { get; } = new(Kinds.Node, s => new NodeView(s));

    public Informer<PodView> Pods { get; } = new(Kinds.Pod, s => new PodView(s));

    public ObjectIndex<PodView> PodsByNode { get; }

    public Informer<ReplicaSetView> ReplicaSets { get; } = new(Kinds.ReplicaSet, s => new ReplicaSetView(s));

    public Informer<DeploymentView> Deployments { get; } = new(Kinds.Deployment, s => new DeploymentView(s));

    public Informer<StatefulSetView> StatefulSets { get; } = new(Kinds.StatefulSet, s => new StatefulSetView(s));

    public Informer<DaemonSetView> DaemonSets { get; } = new(Kinds.DaemonSet, s => new DaemonSetView(s));

    public Informer<RevisionView> Revisions { get; } = new(Kinds.ControllerRevision, s => new RevisionView(s));

    public Informer<JobView> Jobs { get; } = new(Kinds.Job, s => new JobView(s));

    public Informer<CronJobView> CronJobs { get; } = new(Kinds.CronJob, s => new CronJobView(s));

    public Informer<ReplicaSetView> ReplicationControllers { get; } = new(Kinds.ReplicationController, s => new ReplicaSetView(s));

    public Informer<ServiceView> Services { get; } = new(Kinds.Service, s => new ServiceView(s));

    public Informer<ObjectView> EndpointSlices { get; } = new(Kinds.EndpointSlice, s => new ObjectView(s));

    public Informer<AutoscalerView> Autoscalers { get; } = new(Kinds.HorizontalPodAutoscaler, s => new AutoscalerView(s));

    public Informer<ObjectView> Namespaces { get; } = new(Kinds.Namespace, s => new ObjectView(s));

    public Informer<ObjectView> Quotas { get; } = new(Kinds.ResourceQuota, s => new ObjectView(s));

    public Informer<BudgetView> Budgets { get; } = new(Kinds.PodDisruptionBudget, s => new BudgetView(s));

    public Informer<ClaimView> Claims { get; } = new(Kinds.PersistentVolumeClaim, s => new ClaimView(s));

    public Informer<VolumeView> Volumes { get; } = new(Kinds.PersistentVolume, s => new VolumeView(s));

    public Informer<StorageClassView> StorageClasses { get; } = new(Kinds.StorageClass, s => new StorageClassView(s));

    /// <summary>The class of a claim, the default one when it names none; null when there is no such class.</summary>
    public StorageClassView? ClassOf(ClaimView claim) => claim.ClassName switch
    {
        null => StorageClasses.All.Where(c => c.IsDefault).OrderByDescending(c => c.Created).ThenBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault(),
        "" => null,
        var name => StorageClasses.Find("", name),
    };

    /// <summary>Begins to hear; after every controller listens.</summary>
    public void Start(ICluster cluster)
    {
        Namespaces.Start(cluster);
        Nodes.Start(cluster);
        StorageClasses.Start(cluster);
        Volumes.Start(cluster);
        Claims.Start(cluster);
        Deployments.Start(cluster);
        ReplicaSets.Start(cluster);
        Revisions.Start(cluster);
        StatefulSets.Start(cluster);
        DaemonSets.Start(cluster);
        CronJobs.Start(cluster);
        Jobs.Start(cluster);
        ReplicationControllers.Start(cluster);
        Services.Start(cluster);
        EndpointSlices.Start(cluster);
        Autoscalers.Start(cluster);
        Quotas.Start(cluster);
        Budgets.Start(cluster);
        Pods.Start(cluster);
    }
}

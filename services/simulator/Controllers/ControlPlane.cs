using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Accounts;
using Pipeline.Simulator.Controllers.Autoscaling;
using Pipeline.Simulator.Controllers.CronJobs;
using Pipeline.Simulator.Controllers.DaemonSets;
using Pipeline.Simulator.Controllers.Deployments;
using Pipeline.Simulator.Controllers.Disruption;
using Pipeline.Simulator.Controllers.Endpoints;
using Pipeline.Simulator.Controllers.Garbage;
using Pipeline.Simulator.Controllers.Jobs;
using Pipeline.Simulator.Controllers.Namespaces;
using Pipeline.Simulator.Controllers.Nodes;
using Pipeline.Simulator.Controllers.Pods;
using Pipeline.Simulator.Controllers.Quotas;
using Pipeline.Simulator.Controllers.Recording;
using Pipeline.Simulator.Controllers.ReplicaSets;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Controllers.Scheduling;
using Pipeline.Simulator.Controllers.StatefulSets;
using Pipeline.Simulator.Controllers.Volumes;
using Pipeline.Simulator.Time;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Controllers;

/// <summary>All controllers and the scheduler of the cluster.</summary>
public sealed class ControlPlane
{
    private const int Seed = 20_261_127;
    private readonly ControllerContext _context;
    private readonly EventExpiry _expiry;
    private readonly Scheduler _scheduler;
    private readonly GarbageCollector _garbage;
    private readonly List<Controller> _controllers;

    /// <param name="usage">What the autoscaler measures.</param>
    /// <param name="rootCertificate">PEM of the API server's CA, which every namespace gets a copy of.</param>
    /// <param name="events">Shared with the kubelets; null for one of its own.</param>
    public ControlPlane(
        ICluster cluster, SimulationLoop loop, IResourceUsage usage, string rootCertificate = "", EventRecorder? events = null)
    {
        Events = events ?? new EventRecorder(cluster, loop);
        _context = new ControllerContext(cluster, loop, Events, new Informers(), new Random(Seed));
        _expiry = new EventExpiry(cluster, loop);
        _scheduler = new Scheduler(_context);
        _garbage = new GarbageCollector(_context);
        _controllers =
        [
            new DeploymentController(_context),
            ReplicaSetController.OfReplicaSets(_context),
            ReplicaSetController.OfReplicationControllers(_context),
            new StatefulSetController(_context),
            new DaemonSetController(_context),
            new JobController(_context),
            new CronJobController(_context),
            new EndpointsController(_context),
            new EndpointSliceController(_context),
            new DisruptionController(_context),
            new AutoscalingController(_context, usage),
            new NamespaceController(_context),
            new AccountController(_context, rootCertificate),
            new QuotaController(_context),
            new NodeLifecycleController(_context),
            new NodeTtlController(_context),
            new TaintEviction(_context),
            new PodGarbageCollector(_context),
            new ClaimController(_context),
            new VolumeController(_context),
            new ProtectionController(_context),
            new EphemeralClaims(_context),
        ];
    }

    /// <summary>Records events; for the kubelets, too.</summary>
    public EventRecorder Events { get; }

    /// <summary>Begins. All work is done on the loop.</summary>
    public void Start()
    {
        foreach (var controller in _controllers)
            controller.Start();
        _scheduler.Start();
        _garbage.Start();
        _context.Informers.Start(_context.Cluster);
        _expiry.Start();
    }
}

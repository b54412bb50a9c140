using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.CronJobs;
using Pipeline.Simulator.Controllers.DaemonSets;
using Pipeline.Simulator.Controllers.Deployments;
using Pipeline.Simulator.Controllers.Jobs;
using Pipeline.Simulator.Controllers.Recording;
using Pipeline.Simulator.Controllers.ReplicaSets;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Controllers.Scheduling;
using Pipeline.Simulator.Controllers.StatefulSets;
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
    private readonly List<Controller> _controllers;

    /// <param name="usage">What the autoscaler measures.</param>
    public ControlPlane(ICluster cluster, SimulationLoop loop, IResourceUsage usage)
    {
        Events = new EventRecorder(cluster, loop);
        _context = new ControllerContext(cluster, loop, Events, new Informers(), new Random(Seed));
        _expiry = new EventExpiry(cluster, loop);
        _scheduler = new Scheduler(_context);
        _controllers =
        [
            new DeploymentController(_context),
            new ReplicaSetController(_context),
            new StatefulSetController(_context),
            new DaemonSetController(_context),
            new JobController(_context),
            new CronJobController(_context),
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
        _context.Informers.Start(_context.Cluster);
        _expiry.Start();
    }
}

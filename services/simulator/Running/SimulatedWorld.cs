using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers;
using Pipeline.Simulator.Controllers.Recording;
using Pipeline.Simulator.Demo;
using Pipeline.Simulator.Faults;
using Pipeline.Simulator.History;
using Pipeline.Simulator.Metrics;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Time;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Running;

/// <summary>A whole cluster, without its doors: objects, controllers, nodes with what runs on them, monitoring, faults.</summary>
/// <remarks>It lives when its <see cref="Loop"/> is run or moved.</remarks>
internal sealed class SimulatedWorld : IDisposable
{
    private static readonly TimeSpan UsualPast = TimeSpan.FromHours(2);
    private static readonly TimeSpan PastOfLarge = TimeSpan.FromMinutes(5); // 5,000 pods live some 20 times as fast as the clock
    private static readonly TimeSpan Present = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan ShortestPast = TimeSpan.FromMinutes(2); // until a cluster has settled
    private const int WritesPerSecond = 100; // more than there ever are: a later cluster's resourceVersions are behind all of an earlier one's
    private static readonly TimeSpan NoiseEvery = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Stride = TimeSpan.FromSeconds(30);

    /// <param name="options">What cluster.</param>
    /// <param name="authorityPem">Certificate of the authority that its clients trust.</param>
    /// <param name="wall">The present.</param>
    public SimulatedWorld(SimulatorOptions options, string authorityPem, TimeProvider wall)
    {
        var past = options.Past ?? (options.Cluster == SimulatedSize.Large ? PastOfLarge : UsualPast);
        past = past > ShortestPast ? past : ShortestPast;
        Loop = new SimulationLoop(wall.GetUtcNow() - past, wall);
        Cluster = ClusterBootstrap.Create(new ObjectStore(firstVersion: Loop.GetUtcNow().ToUnixTimeSeconds() * WritesPerSecond), Loop);
        var events = new EventRecorder(Cluster, Loop);
        Nodes = new WorldModel(Cluster, Loop, events, options.Seed);
        Control = new ControlPlane(Cluster, Loop, Nodes, authorityPem, events);
        Faults = new FaultInjector(Nodes);
        Monitoring = new Monitoring(Loop, Cluster, Nodes.Measurements, new HistoryOptions { Retention = past + TimeSpan.FromHours(6) });
        Populate(options.Cluster);
        Control.Start();
        Nodes.Start();
        Monitoring.Start();
    }

    public SimulationLoop Loop { get; }

    public SimulatedCluster Cluster { get; }

    public ControlPlane Control { get; }

    public WorldModel Nodes { get; }

    public FaultInjector Faults { get; }

    public Monitoring Monitoring { get; }

    /// <summary>Lives through the time from the world's beginning to the present, as fast as it can.</summary>
    public void LiveToPresent(TimeProvider wall, CancellationToken cancellationToken)
    {
        TimeSpan behind; // never none: the wall goes on while the world follows
        while ((behind = wall.GetUtcNow() - Loop.GetUtcNow()) > Present)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Loop.Advance(behind < Stride ? behind : Stride);
        }
    }

    public int Count(ResourceKind kind) => Cluster.List(kind).Count();

    public void Dispose()
    {
        Monitoring.Dispose();
        Cluster.Dispose();
    }

    private void Populate(SimulatedSize size)
    {
        switch (size)
        {
            case SimulatedSize.Shop:
                DemoCluster.Create(Cluster, Nodes);
                new HealthyNoise(Nodes, ["shop"], NoiseEvery).Start();
                break;
            case SimulatedSize.Large:
                GeneratedCluster.Create(Cluster, Nodes);
                break;
            default:
                DemoCluster.CreateEmpty(Cluster, Nodes);
                break;
        }
    }
}

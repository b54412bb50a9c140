using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Recording;
using Pipeline.Simulator.Images;
using Pipeline.Simulator.Load;
using Pipeline.Simulator.Nodes;
using Pipeline.Simulator.Time;

namespace Pipeline.Simulator.World;

/// <summary>All that lives on the nodes: machines, kubelets, containers, the requests between them; and what of it can be seen from outside.</summary>
/// <remarks>Runs on the loop. Two worlds with the same seed and the same requests are the same.</remarks>
public sealed class WorldModel : IPodLogs, IResourceUsage
{
    private readonly NodeContext _context;

    /// <param name="cluster">The API.</param>
    /// <param name="loop">The world's time.</param>
    /// <param name="events">Where kubelets tell what happens.</param>
    /// <param name="seed">Of all chance in the world.</param>
    public WorldModel(ICluster cluster, SimulationLoop loop, EventRecorder events, int seed)
    {
        Images = new ImageCatalogue();
        _context = new NodeContext(cluster, loop, Images, events, new Random(seed));
        Fleet = new Fleet(_context);
        Load = new LoadModel(_context, Fleet);
        Measurements = new WorldMeasurements(Fleet, Load);
    }

    /// <summary>The registries.</summary>
    public ImageCatalogue Images { get; }

    /// <summary>What exporters would read.</summary>
    public IWorldMeasurements Measurements { get; }

    internal Fleet Fleet { get; }

    internal LoadModel Load { get; }

    internal NodeContext Context => _context;

    /// <summary>Adds a machine.</summary>
    public void AddNode(NodeHardware hardware) => Fleet.Add(hardware);

    /// <summary>Lets requests come from outside.</summary>
    public void AddTraffic(TrafficSource source) => Load.Traffic.Add(source);

    /// <summary>Lets the world begin: nodes register, and pods come to life.</summary>
    public void Start()
    {
        Fleet.Start();
        Load.Start();
    }

    /// <inheritdoc/>
    public IReadOnlyList<LogLine>? Read(string podUid, string container, bool previous)
    {
        if (Fleet.FindPod(podUid)?.AllContainers.FirstOrDefault(c => c.Spec.Name == container) is not { } life)
            return null;
        var run = previous ? (life.Run is null && life.Exit is null ? life.LastRun : life.PreviousRun) : life.LastRun;
        return run?.Log.Read();
    }

    /// <inheritdoc/>
    public IDisposable Follow(string podUid, string container, Action<LogLine> listener) =>
        new LogFollower(Fleet.FindPod(podUid)?.AllContainers.FirstOrDefault(c => c.Spec.Name == container)?.LastRun?.Log, listener);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ResourceUse>? OfPod(string podUid)
    {
        if (Fleet.FindPod(podUid) is not { } pod || !pod.Kubelet.Answers)
            return null;
        var now = _context.Now;
        var use = pod.Running.Where(r => now - r.Run.StartedAt > TimeSpan.FromSeconds(15))
            .ToDictionary(r => r.Container.Spec.Name, r => new ResourceUse(r.Run.Cores, r.Run.WorkingSetBytes), StringComparer.Ordinal);
        return use.Count == 0 ? null : use;
    }

    /// <inheritdoc/>
    public ResourceUse? OfNode(string node) =>
        Fleet.Find(node) is { Answers: true } kubelet ? new ResourceUse(kubelet.Machine.Cores, kubelet.Machine.MemoryBytes) : null;
}

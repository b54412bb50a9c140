using System.Text.Json;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Metrics.Exporters;

/// <summary>The kubelets' /metrics/cadvisor: containers, the cgroups of whole pods (with an empty container and image), pod networks, machines.</summary>
public sealed class CadvisorExporter : IExporter
{
    private static readonly MetricFamily MachineCores = MetricFamily.Gauge("machine_cpu_cores", "Number of logical CPU cores.");
    private static readonly MetricFamily MachineMemory = MetricFamily.Gauge("machine_memory_bytes", "Amount of memory installed on the machine.");
    private readonly ICluster _cluster;
    private readonly IWorldMeasurements _world;
    private readonly TimeProvider _clock;
    private readonly NodeTargets _targets;
    private readonly SeriesCache<(string Node, string PodUid, string Id), ContainerSeries> _containers = new();
    private readonly SeriesCache<(string Node, string PodUid), PodCgroup> _pods = new();
    private readonly SeriesCache<(string Node, string Namespace, string Pod, string Interface), LabelSet[]> _networks = new();
    private readonly SeriesCache<(string Node, Target Target), LabelSet[]> _machines = new();

    /// <param name="cluster">Knows nodes, and the limits of pods.</param>
    /// <param name="world">Knows what is used.</param>
    /// <param name="clock">The world's time.</param>
    public CadvisorExporter(ICluster cluster, IWorldMeasurements world, TimeProvider clock)
    {
        (_cluster, _world, _clock) = (cluster, world, clock);
        _targets = new NodeTargets(cluster, "kubelet", 10250, "/metrics/cadvisor");
    }

    /// <inheritdoc/>
    public string Name => "cadvisor";

    /// <inheritdoc/>
    public void Write(ScrapePage page)
    {
        var nodes = _world.Nodes().ToList();
        var targets = _targets.Write(page, nodes.Select(n => n.Node));
        var pods = new List<PodCgroup>();
        foreach (var container in _world.Containers())
        {
            if (!targets.TryGetValue(container.Node, out var target))
                continue;
            _containers.Of((container.Node, container.PodUid, container.Id), () => SeriesOf(container, target))
                .Write(page, container, _clock.GetUtcNow());
            var pod = _pods.Of((container.Node, container.PodUid), () => new PodCgroup(container, target));
            if (pod.Add(container))
                pods.Add(pod);
        }
        pods.ForEach(p => p.Write(page));
        foreach (var network in _world.PodNetworks())
        {
            if (targets.TryGetValue(network.Node, out var target))
                WriteNetwork(page, network, target);
        }
        foreach (var node in nodes)
        {
            if (targets.TryGetValue(node.Node, out var target))
                WriteMachine(page, node, target);
        }
        _containers.EndScrape();
        _pods.EndScrape();
        _networks.EndScrape();
        _machines.EndScrape();
    }

    private ContainerSeries SeriesOf(ContainerMeasurement container, Target target)
    {
        var spec = _cluster.Find(Kinds.Pod, container.Namespace, container.Pod)?.Root
            .Items("spec", "containers").FirstOrDefault(c => c.Text("name") == container.Container) ?? default(JsonElement);
        return new ContainerSeries(container, spec, target);
    }

    private void WriteNetwork(ScrapePage page, NetworkMeasurement network, Target target)
    {
        var series = _networks.Of(
            (network.Node, network.Namespace, network.Pod, network.Interface),
            () => [.. CadvisorFamilies.Network.Select(f => target.Series(
                f.Family, ("namespace", network.Namespace), ("pod", network.Pod), ("interface", network.Interface),
                ("image", CadvisorFamilies.PauseImage)))]);
        for (var i = 0; i < series.Length; i++)
            page.Add(CadvisorFamilies.Network[i].Family, series[i], Rounding.Whole(CadvisorFamilies.Network[i].Value(network)));
    }

    private void WriteMachine(ScrapePage page, NodeMeasurement node, Target target)
    {
        var series = _machines.Of((node.Node, target), () =>
        [
            target.Series(MachineCores), target.Series(MachineMemory), target.Series(CadvisorFamilies.CpuUsage, ("id", "/"), ("cpu", "total")),
            target.Series(CadvisorFamilies.WorkingSet, ("id", "/")),
        ]);
        page.Add(MachineCores, series[0], node.CpuSeconds.Count);
        page.Add(MachineMemory, series[1], node.MemoryTotalBytes);
        page.Add(
            CadvisorFamilies.CpuUsage, series[2], Rounding.Micro(node.CpuSeconds.Sum(c => c.Where(m => m.Key is not ("idle" or "iowait")).Sum(m => m.Value))));
        page.Add(CadvisorFamilies.WorkingSet, series[3], Rounding.Whole(node.MemoryTotalBytes - node.MemoryAvailableBytes));
    }
}

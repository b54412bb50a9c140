using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Metrics.Exporters;

/// <summary>The kubelets' /metrics: volumes of claims, and what runs.</summary>
public sealed class KubeletExporter : IExporter
{
    private static readonly MetricFamily NodeName = MetricFamily.Gauge("kubelet_node_name", "The node's name. The count is always 1.");
    private static readonly MetricFamily RunningPods = MetricFamily.Gauge("kubelet_running_pods", "Number of pods that have a running pod sandbox");
    private static readonly MetricFamily RunningContainers =
        MetricFamily.Gauge("kubelet_running_containers", "Number of containers currently running");

    private static readonly Measure<VolumeMeasurement>[] Volumes =
    [
        new(MetricFamily.Gauge("kubelet_volume_stats_available_bytes", "Number of available bytes in the volume"), v => v.AvailableBytes, []),
        new(MetricFamily.Gauge("kubelet_volume_stats_capacity_bytes", "Capacity in bytes of the volume"), v => v.CapacityBytes, []),
        new(MetricFamily.Gauge("kubelet_volume_stats_used_bytes", "Number of used bytes in the volume"), v => v.UsedBytes, []),
        new(MetricFamily.Gauge("kubelet_volume_stats_inodes", "Maximum number of inodes in the volume"), v => v.Inodes, []),
        new(MetricFamily.Gauge("kubelet_volume_stats_inodes_free", "Number of free inodes in the volume"), v => v.InodesFree, []),
        new(MetricFamily.Gauge("kubelet_volume_stats_inodes_used", "Number of used inodes in the volume"), v => v.Inodes - v.InodesFree, []),
    ];

    private readonly IWorldMeasurements _world;
    private readonly NodeTargets _targets;
    private readonly SeriesCache<Target, LabelSet[]> _nodes = new();
    private readonly SeriesCache<(Target Target, string Namespace, string Claim), LabelSet[]> _volumes = new();

    /// <param name="cluster">Knows nodes.</param>
    /// <param name="world">Knows volumes and containers.</param>
    public KubeletExporter(ICluster cluster, IWorldMeasurements world)
    {
        _world = world;
        _targets = new NodeTargets(cluster, "kubelet", 10250, "/metrics");
    }

    /// <inheritdoc/>
    public string Name => "kubelet";

    /// <inheritdoc/>
    public void Write(ScrapePage page)
    {
        var targets = _targets.Write(page, _world.Nodes().Select(n => n.Node));
        var containers = _world.Containers().ToLookup(c => c.Node, StringComparer.Ordinal);
        foreach (var (node, target) in targets)
        {
            var series = _nodes.Of(target, () =>
                [target.Series(NodeName), target.Series(RunningPods), target.Series(RunningContainers, ("container_state", "running"))]);
            page.Add(NodeName, series[0], 1);
            page.Add(RunningPods, series[1], containers[node].Select(c => c.PodUid).Distinct(StringComparer.Ordinal).Count());
            page.Add(RunningContainers, series[2], containers[node].Count());
        }
        var mounted = _world.Volumes().DistinctBy(v => (v.Node, v.Namespace, v.Claim)); // two pods of a node may share one
        foreach (var volume in mounted)
        {
            if (targets.TryGetValue(volume.Node, out var target))
                WriteVolume(page, volume, target);
        }
        _nodes.EndScrape();
        _volumes.EndScrape();
    }

    private void WriteVolume(ScrapePage page, VolumeMeasurement volume, Target target)
    {
        var series = _volumes.Of(
            (target, volume.Namespace, volume.Claim),
            () => [.. Volumes.Select(m => target.Series(m.Family, ("namespace", volume.Namespace), ("persistentvolumeclaim", volume.Claim)))]);
        for (var i = 0; i < series.Length; i++)
            page.Add(Volumes[i].Family, series[i], Rounding.Whole(Volumes[i].Value(volume)));
    }
}

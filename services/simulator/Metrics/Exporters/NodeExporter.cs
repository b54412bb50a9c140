using System.Globalization;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Metrics.Exporters;

/// <summary>The node exporters: CPU by core and mode, memory, the root file system, load, disk, network. The node's name is a label, by relabelling.</summary>
public sealed class NodeExporter : IExporter
{
    private static readonly MetricFamily CpuSeconds = MetricFamily.Counter("node_cpu_seconds_total", "Seconds the CPUs spent in each mode.");
    private static readonly (string, string)[] RootDisk = [("device", "/dev/vda1"), ("fstype", "ext4"), ("mountpoint", "/")];

    private static readonly Measure<NodeMeasurement>[] Measures =
    [
        new(MetricFamily.Gauge("node_memory_MemTotal_bytes", "Memory information field MemTotal_bytes."), n => n.MemoryTotalBytes, []),
        new(MetricFamily.Gauge("node_memory_MemAvailable_bytes", "Memory information field MemAvailable_bytes."),
            n => Rounding.Whole(n.MemoryAvailableBytes), []),
        new(MetricFamily.Gauge("node_filesystem_size_bytes", "Filesystem size in bytes."), n => n.FilesystemSizeBytes, RootDisk),
        new(MetricFamily.Gauge("node_filesystem_avail_bytes", "Filesystem space available to non-root users in bytes."),
            n => Rounding.Whole(n.FilesystemAvailableBytes), RootDisk),
        new(MetricFamily.Gauge("node_filesystem_free_bytes", "Filesystem free space in bytes."),
            n => Rounding.Whole(n.FilesystemAvailableBytes), RootDisk),
        new(MetricFamily.Gauge("node_filesystem_files", "Filesystem total file nodes."), n => n.FilesystemInodes, RootDisk),
        new(MetricFamily.Gauge("node_filesystem_files_free", "Filesystem total free file nodes."),
            n => Rounding.Whole(n.FilesystemInodesFree), RootDisk),
        new(MetricFamily.Gauge("node_filesystem_readonly", "Filesystem read-only status."), _ => 0, RootDisk),
        new(MetricFamily.Gauge("node_load1", "1m load average."), n => Math.Round(n.Load1, 2), []),
        new(MetricFamily.Gauge("node_load5", "5m load average."), n => Math.Round(n.Load5, 2), []),
        new(MetricFamily.Gauge("node_load15", "15m load average."), n => Math.Round(n.Load15, 2), []),
        new(MetricFamily.Counter("node_disk_io_time_seconds_total", "Total seconds spent doing I/Os."),
            n => Rounding.Micro(n.DiskIoSeconds), [("device", "vda")]),
        new(MetricFamily.Gauge("node_boot_time_seconds", "Node boot time, in unixtime."), n => Rounding.Unix(n.BootedAt), []),
    ];

    private static readonly Measure<NetworkMeasurement>[] Network =
    [
        new(MetricFamily.Counter("node_network_receive_bytes_total", "Network device statistic receive_bytes."), n => n.ReceiveBytes, []),
        new(MetricFamily.Counter("node_network_receive_packets_total", "Network device statistic receive_packets."), n => n.ReceivePackets, []),
        new(MetricFamily.Counter("node_network_receive_errs_total", "Network device statistic receive_errs."), n => n.ReceiveErrors, []),
        new(MetricFamily.Counter("node_network_receive_drop_total", "Network device statistic receive_drop."), n => n.ReceiveDropped, []),
        new(MetricFamily.Counter("node_network_transmit_bytes_total", "Network device statistic transmit_bytes."), n => n.TransmitBytes, []),
        new(MetricFamily.Counter("node_network_transmit_packets_total", "Network device statistic transmit_packets."), n => n.TransmitPackets, []),
        new(MetricFamily.Counter("node_network_transmit_errs_total", "Network device statistic transmit_errs."), n => n.TransmitErrors, []),
        new(MetricFamily.Counter("node_network_transmit_drop_total", "Network device statistic transmit_drop."), n => n.TransmitDropped, []),
    ];

    private static readonly MetricFamily Time = MetricFamily.Gauge("node_time_seconds", "System time in seconds since epoch (1970).");
    private static readonly MetricFamily Uname = MetricFamily.Gauge("node_uname_info", "Labeled system information as provided by the uname system call.");
    private readonly IWorldMeasurements _world;
    private readonly TimeProvider _clock;
    private readonly NodeTargets _targets;
    private readonly SeriesCache<(Target Target, int Cores, string Interface), NodeSeries> _nodes = new();

    /// <param name="cluster">Knows nodes.</param>
    /// <param name="world">Knows their measurements.</param>
    /// <param name="clock">The world's time.</param>
    public NodeExporter(ICluster cluster, IWorldMeasurements world, TimeProvider clock)
    {
        (_world, _clock) = (world, clock);
        _targets = new NodeTargets(cluster, "node-exporter", 9100, null);
    }

    /// <inheritdoc/>
    public string Name => "node-exporter";

    /// <inheritdoc/>
    public void Write(ScrapePage page)
    {
        var nodes = _world.Nodes().ToList();
        var targets = _targets.Write(page, nodes.Select(n => n.Node));
        var now = Rounding.Unix(_clock.GetUtcNow());
        foreach (var node in nodes)
        {
            if (!targets.TryGetValue(node.Node, out var target))
                continue;
            var series = _nodes.Of((target, node.CpuSeconds.Count, node.Network.Interface), () => new NodeSeries(node, target));
            for (var i = 0; i < Measures.Length; i++)
                page.Add(Measures[i].Family, series.Measured[i], Measures[i].Value(node));
            for (var i = 0; i < Network.Length; i++)
                page.Add(Network[i].Family, series.Network[i], Rounding.Whole(Network[i].Value(node.Network)));
            for (var core = 0; core < node.CpuSeconds.Count; core++)
            {
                foreach (var (mode, seconds) in node.CpuSeconds[core])
                    page.Add(CpuSeconds, series.Cpu(core, mode), Rounding.Micro(seconds));
            }
            page.Add(Time, series.Time, now);
            page.Add(Uname, series.Uname, 1);
        }
        _nodes.EndScrape();
    }

    private sealed class NodeSeries(NodeMeasurement node, Target target)
    {
        private readonly Dictionary<(int Core, string Mode), LabelSet> _cpu = [];

        public LabelSet[] Measured { get; } = [.. Measures.Select(m => target.Series(m.Family, m.Labels))];

        public LabelSet[] Network { get; } =
            [.. NodeExporter.Network.Select(m => target.Series(m.Family, ("device", node.Network.Interface)))];

        public LabelSet Time { get; } = target.Series(NodeExporter.Time);

        public LabelSet Uname { get; } = target.Series(NodeExporter.Uname, ("nodename", node.Node), ("sysname", "Linux"), ("machine", "x86_64"));

        public LabelSet Cpu(int core, string mode)
        {
            if (!_cpu.TryGetValue((core, mode), out var labels))
            {
                var number = core.ToString(CultureInfo.InvariantCulture);
                _cpu[(core, mode)] = labels = target.Series(CpuSeconds, ("cpu", number), ("mode", mode));
            }
            return labels;
        }
    }
}

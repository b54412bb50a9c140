using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Metrics.Exporters;

/// <summary>The metrics of cAdvisor, and where their values come from.</summary>
internal static class CadvisorFamilies
{
    /// <summary>Image of the container that holds a pod's network.</summary>
    public const string PauseImage = "registry.k8s.io/pause:3.9";

    public static readonly MetricFamily CpuUsage =
        MetricFamily.Counter("container_cpu_usage_seconds_total", "Cumulative cpu time consumed in seconds.");

    public static readonly MetricFamily WorkingSet = MetricFamily.Gauge("container_memory_working_set_bytes", "Current working set in bytes.");

    /// <summary>Counters that a container and its pod's cgroup have.</summary>
    public static readonly Measure<ContainerMeasurement>[] Counters =
    [
        new(CpuUsage, c => c.CpuSeconds, [("cpu", "total")]),
        new(MetricFamily.Counter("container_fs_reads_bytes_total", "Cumulative count of bytes read"), c => Rounding.Whole(c.FilesystemReadBytes), Disk),
        new(MetricFamily.Counter("container_fs_writes_bytes_total", "Cumulative count of bytes written"), c => Rounding.Whole(c.FilesystemWriteBytes), Disk),
        new(MetricFamily.Counter("container_oom_events_total", "Count of out of memory events observed for the container"), c => c.OomEvents, []),
    ];

    /// <summary>Counters of the CFS scheduler, which are only there when a CPU limit is.</summary>
    public static readonly Measure<ContainerMeasurement>[] Throttling =
    [
        new(MetricFamily.Counter("container_cpu_cfs_periods_total", "Number of elapsed enforcement period intervals."),
            c => Rounding.Whole(c.Periods), []),
        new(MetricFamily.Counter("container_cpu_cfs_throttled_periods_total", "Number of throttled period intervals."),
            c => Rounding.Whole(c.ThrottledPeriods), []),
        new(MetricFamily.Counter("container_cpu_cfs_throttled_seconds_total", "Total time duration the container has been throttled."),
            c => c.ThrottledSeconds, []),
    ];

    /// <summary>Gauges that a container and its pod's cgroup have.</summary>
    public static readonly Measure<ContainerMeasurement>[] Gauges =
    [
        new(WorkingSet, c => c.WorkingSetBytes, []),
        new(MetricFamily.Gauge("container_memory_usage_bytes", "Current memory usage in bytes, including all memory regardless of when it was accessed"),
            c => Math.Max(c.WorkingSetBytes, c.RssBytes), []),
        new(MetricFamily.Gauge("container_memory_rss", "Size of RSS in bytes."), c => c.RssBytes, []),
        new(MetricFamily.Gauge("container_memory_cache", "Number of bytes of page cache memory."), c => Math.Max(0, c.WorkingSetBytes - c.RssBytes), []),
        new(MetricFamily.Gauge("container_fs_usage_bytes", "Number of bytes that are consumed by the container on this filesystem."),
            c => c.FilesystemBytes, Disk),
    ];

    public static readonly MetricFamily StartTime =
        MetricFamily.Gauge("container_start_time_seconds", "Start time of the container since unix epoch in seconds.");

    public static readonly MetricFamily LastSeen = MetricFamily.Gauge("container_last_seen", "Last time a container was seen by the exporter");

    public static readonly MetricFamily CpuPeriod = MetricFamily.Gauge("container_spec_cpu_period", "CPU period of the container.");

    public static readonly MetricFamily CpuQuota = MetricFamily.Gauge("container_spec_cpu_quota", "CPU quota of the container.");

    public static readonly MetricFamily CpuShares = MetricFamily.Gauge("container_spec_cpu_shares", "CPU share of the container.");

    public static readonly MetricFamily MemoryLimit =
        MetricFamily.Gauge("container_spec_memory_limit_bytes", "Memory limit for the container; 0 for none.");

    /// <summary>Counters of a pod's network.</summary>
    public static readonly Measure<NetworkMeasurement>[] Network =
    [
        new(MetricFamily.Counter("container_network_receive_bytes_total", "Cumulative count of bytes received"), n => n.ReceiveBytes, []),
        new(MetricFamily.Counter("container_network_receive_packets_total", "Cumulative count of packets received"), n => n.ReceivePackets, []),
        new(MetricFamily.Counter("container_network_receive_errors_total", "Cumulative count of errors encountered while receiving"),
            n => n.ReceiveErrors, []),
        new(MetricFamily.Counter("container_network_receive_packets_dropped_total", "Cumulative count of packets dropped while receiving"),
            n => n.ReceiveDropped, []),
        new(MetricFamily.Counter("container_network_transmit_bytes_total", "Cumulative count of bytes transmitted"), n => n.TransmitBytes, []),
        new(MetricFamily.Counter("container_network_transmit_packets_total", "Cumulative count of packets transmitted"), n => n.TransmitPackets, []),
        new(MetricFamily.Counter("container_network_transmit_errors_total", "Cumulative count of errors encountered while transmitting"),
            n => n.TransmitErrors, []),
        new(MetricFamily.Counter("container_network_transmit_packets_dropped_total", "Cumulative count of packets dropped while transmitting"),
            n => n.TransmitDropped, []),
    ];

    private static (string, string)[] Disk => [("device", "/dev/vda1")];
}

/// <summary>A metric, its value of a measurement, and labels of its own.</summary>
internal sealed record Measure<T>(MetricFamily Family, Func<T, double> Value, (string Name, string Value)[] Labels);

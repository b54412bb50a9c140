namespace Pipeline.Detection.Profiles;

/// <summary>The failure classes that metrics lead to. Part of an incident's identity: none may change.</summary>
public static class FailureClass
{
    /// <summary>A processor is at its limit, or busier than it was.</summary>
    public const string CpuSaturation = "cpu-saturation";

    /// <summary>Memory is at its limit, or fuller than it was.</summary>
    public const string MemorySaturation = "memory-saturation";

    /// <summary>A disk or volume is at its limit.</summary>
    public const string DiskSaturation = "disk-saturation";

    /// <summary>More requests fail than before, or than is bearable.</summary>
    public const string ErrorBurst = "error-burst";

    /// <summary>Requests take longer than before.</summary>
    public const string HighLatency = "high-latency";

    /// <summary>Far less traffic than before.</summary>
    public const string TrafficDrop = "traffic-drop";

    /// <summary>Far more traffic than before.</summary>
    public const string TrafficSurge = "traffic-surge";

    /// <summary>Containers restart again and again, or cannot start.</summary>
    public const string Restarts = "restarts";

    /// <summary>Pods or replicas that should run do not.</summary>
    public const string WorkloadUnavailable = "workload-unavailable";

    /// <summary>A node is not ready or under pressure.</summary>
    public const string NodeUnhealthy = "node-unhealthy";

    /// <summary>Packets get lost or damaged.</summary>
    public const string NetworkErrors = "network-errors";

    /// <summary>Something else is unlike before.</summary>
    public const string MetricAnomaly = "metric-anomaly";

    /// <summary>What was expected to be measured is not.</summary>
    public const string DataMissing = "data-missing";
}

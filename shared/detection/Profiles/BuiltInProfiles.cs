using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Detection.Profiles;

/// <summary>Finds the profile of a metric by the words of its kebab-case name, and by its signal when they say nothing.</summary>
public static class BuiltInProfiles
{
    private static readonly TimeSpan TwoMinutes = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    private static readonly MetricProfile Cpu = new()
    {
        Above = FailureClass.CpuSaturation,
        MinimumChange = [(Measure.Ratio, 0.2), (Measure.Cores, 0.1)],
        Limits = [new("cpu-full", Measure.Ratio, 0.9, 0.8, TwoMinutes, TwoMinutes, Severity.Warning)],
    };

    private static readonly MetricProfile Memory = new()
    {
        Above = FailureClass.MemorySaturation,
        ForecastHorizon = TimeSpan.FromHours(6), // a leak is faster than a disk, and a process is often replaced within a day
        MinimumChange = [(Measure.Ratio, 0.2), (Measure.Bytes, 64 << 20)],
        Limits = [new("memory-full", Measure.Ratio, 0.9, 0.85, TwoMinutes, TwoMinutes, Severity.Warning)],
    };

    private static readonly MetricProfile Disk = new()
    {
        Above = FailureClass.DiskSaturation,
        ForecastHorizon = TimeSpan.FromHours(24),
        MinimumChange = [(Measure.Ratio, 0.2)],
        Limits =
        [
            new("disk-full", Measure.Ratio, 0.95, 0.93, TwoMinutes, FiveMinutes, Severity.Critical),
            new("disk-filling", Measure.Ratio, 0.85, 0.82, FiveMinutes, FiveMinutes, Severity.Warning),
        ],
    };

    private static readonly MetricProfile Quota = new()
    {
        Above = FailureClass.QuotaExhausted,
        ForecastHorizon = TimeSpan.FromHours(24),
        IsScored = false, // a full quota harms nobody; what it refuses is seen by itself
    };

    private static readonly MetricProfile Certificate = new()
    {
        Above = FailureClass.CertificateExpiring,
        Direction = Direction.Lower,
        IsScored = false,
        Limits =
        [
            new("expired", Measure.Duration, 0, 1, TimeSpan.Zero, TwoMinutes, Severity.Critical),
            new("expires-soon", Measure.Duration, 86_400, 90_000, TimeSpan.Zero, TwoMinutes, Severity.Warning),
        ],
    };

    private static readonly MetricProfile DiskIo = new()
    {
        Above = FailureClass.DiskSaturation,
        MinimumChange = [(Measure.Ratio, 0.3)],
        Limits = [new("disk-busy", Measure.Ratio, 0.95, 0.85, FiveMinutes, FiveMinutes, Severity.Warning)],
    };

    private static readonly MetricProfile NetworkErrors = new()
    {
        Above = FailureClass.NetworkErrors,
        MinimumRise = 2,
        MinimumChange = [(Measure.Ratio, 0.01), (Measure.Rate, 1)],
    };

    /// <summary>A counter since the beginning: the alarm ends when it has stood still for a while.</summary>
    private static readonly MetricProfile RestartCounter = new()
    {
        Above = FailureClass.Restarts,
        MinimumRise = 0,
        MinimumChange = [(Measure.Count, 3)],
        AcceptAfter = TimeSpan.FromMinutes(30),
    };

    private static readonly MetricProfile Restarts = Broken(FailureClass.Restarts, 3, TimeSpan.Zero, Severity.Warning);

    private static readonly MetricProfile Throttling = Cpu with
    {
        Limits = [new("throttled", Measure.Ratio, 0.5, 0.3, FiveMinutes, FiveMinutes, Severity.Warning)],
    };

    private static readonly MetricProfile Success = new()
    {
        Above = FailureClass.ErrorBurst,
        Direction = Direction.Lower,
        MinimumDrop = 0.02,
        MinimumChange = [(Measure.Ratio, 0.02)],
        Severity = Severity.Critical,
    };

    private static readonly MetricProfile Errors = new()
    {
        Above = FailureClass.ErrorBurst,
        MinimumRise = 1,
        MinimumChange = [(Measure.Ratio, 0.02)],
        Severity = Severity.Critical,
    };

    private static readonly MetricProfile ErrorRatio = Errors with
    {
        Limits = [new("errors-unbearable", Measure.Ratio, 0.05, 0.02, TwoMinutes, TwoMinutes, Severity.Critical)],
    };

    private static readonly MetricProfile Latency = new()
    {
        Above = FailureClass.HighLatency,
        MinimumRise = 1,
        MinimumChange = [(Measure.Duration, 0.02)],
        Votes = 4,
        For = FiveMinutes,
    };

    private static readonly MetricProfile Traffic = new()
    {
        Above = FailureClass.TrafficSurge,
        Below = FailureClass.TrafficDrop,
        Direction = Direction.Both,
        MinimumRise = 2,
        MinimumDrop = 0.7,
        Votes = 4,
        For = FiveMinutes,
        ClearFor = FiveMinutes,
    };

    private static readonly MetricProfile Other = new()
    {
        Above = FailureClass.MetricAnomaly,
        Direction = Direction.Both,
        MinimumRise = 1,
        MinimumDrop = 0.7,
        Votes = 4,
        For = FiveMinutes,
        ClearFor = FiveMinutes,
    };

    /// <summary>The first row that has a word of each group in the metric's name decides.</summary>
    private static readonly (string[][] Words, MetricProfile Profile)[] ByName =
    [
        ([["oom"]], Broken(FailureClass.MemorySaturation, 1, TimeSpan.Zero, Severity.Critical)),
        ([["container"], ["waiting"]], Broken(FailureClass.Restarts, 1, TwoMinutes, Severity.Warning)),
        ([["pod"], ["running"]], Broken(FailureClass.WorkloadUnavailable, 1, FiveMinutes, Severity.Warning)),
        ([["unavailable", "stuck"]], Broken(FailureClass.WorkloadUnavailable, 1, FiveMinutes, Severity.Warning)),
        ([["node"], ["ready"]], Broken(FailureClass.NodeUnhealthy, 1, TimeSpan.FromMinutes(1), Severity.Critical)),
        ([["node"], ["pressure"]], Broken(FailureClass.NodeUnhealthy, 1, TwoMinutes, Severity.Warning)),
        ([["replicas"], ["maximum"]], Broken(FailureClass.MetricAnomaly, 1, TimeSpan.FromMinutes(15), Severity.Info)),
        ([["restart", "restarts"], ["count", "total"]], RestartCounter),
        ([["restart", "restarts"]], Restarts),
        ([["network", "tcp", "packet", "packets", "dns"], ["error", "errors", "drop", "drops", "dropped", "retransmits", "failures"]], NetworkErrors),
        ([["success", "availability"]], Success),
        ([["error", "errors", "failure", "failures"], ["ratio", "rate", "percent"]], ErrorRatio),
        ([["error", "errors", "failure", "failures", "5xx"]], Errors),
        ([["latency", "duration"]], Latency),
        ([["throttling", "throttled"]], Throttling),
        ([["cpu"]], Cpu),
        ([["memory", "mem"]], Memory),
        ([["certificate"], ["left"]], Certificate),
        ([["quota"], ["utilization", "used"]], Quota),
        ([["disk", "filesystem", "volume"], ["io"]], DiskIo),
        ([["disk", "filesystem", "volume"], ["utilization", "usage", "used", "full", "percent"]], Disk),
        ([["network", "request", "requests", "throughput", "traffic"]], Traffic),
    ];

    /// <summary>A flag, or a count of broken things, with a fixed limit and nothing to learn.</summary>
    private static MetricProfile Broken(string failureClass, double atLeast, TimeSpan lasting, Severity severity) => new()
    {
        Above = failureClass,
        Severity = severity,
        IsScored = false,
        Limits = [new("broken", Measure.Count, atLeast, atLeast / 2, lasting, TwoMinutes, severity)],
    };

    /// <summary>The profile of a metric; never null: what nobody knows gets one that wants a strong and lasting change.</summary>
    /// <param name="metric">Kebab-case name.</param>
    /// <param name="signal">Its golden signal.</param>
    public static MetricProfile For(string metric, Signal signal)
    {
        var words = metric.Split('-', StringSplitOptions.RemoveEmptyEntries);
        foreach (var (groups, profile) in ByName)
        {
            if (groups.All(group => group.Any(word => words.Contains(word, StringComparer.OrdinalIgnoreCase))))
                return profile;
        }

        return signal switch
        {
            Signal.Latency => Latency,
            Signal.Errors => Errors,
            Signal.Traffic => Traffic,
            _ => Other,
        };
    }
}

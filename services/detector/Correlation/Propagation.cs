using Pipeline.Detection.Profiles;
using Pipeline.IncidentStore.Topology;

namespace Pipeline.Detector.Correlation;

/// <summary>Which failures can be the effect of which, along the ways that failures take: from a node to its pods, from a service to its callers.</summary>
public static class Propagation
{
    /// <summary>What a workload shows when something that it needs fails.</summary>
    private static readonly HashSet<string> Suffering =
    [
        FailureClass.HighLatency, FailureClass.ErrorBurst, FailureClass.TrafficDrop, FailureClass.WorkloadUnavailable, FailureClass.Restarts,
        FailureClass.ServiceWithoutEndpoints,
    ];

    /// <summary>Causes that say nothing about what depends on their owner: nobody suffers from them.</summary>
    private static readonly HashSet<string> Harmless =
    [
        FailureClass.DataMissing, FailureClass.MisScheduled, FailureClass.AutoscalerAtMaximum, FailureClass.AutoscalerMismatch,
        FailureClass.AutoscalerBroken, FailureClass.JobFailed, FailureClass.JobNotCompleted, FailureClass.DisruptionBudgetViolated,
        FailureClass.DeletionStuck, FailureClass.MetricAnomaly, FailureClass.TrafficDrop, FailureClass.TrafficSurge,
    ];

    /// <summary>States with a mechanism of their own, in the object's own specification: no other failure brings them about.</summary>
    private static readonly HashSet<string> SelfMade = new(StringComparer.Ordinal)
    {
        "ImagePullBackOff", "ErrImagePull", "ImageInspectError", "ErrImageNeverPull", "InvalidImageName", "RegistryUnavailable",
        "SignatureValidationFailed", "CreateContainerConfigError", "CreateContainerError", "RunContainerError", "ContainerCannotRun",
        "Unschedulable", "FailedMount", "FailedCreate", "ReplicaFailure", "missing-service", "missing-target-port",
    };

    private static readonly Dictionary<string, HashSet<string>> OnNodes = new()
    {
        [FailureClass.NodeUnhealthy] = [.. Suffering, FailureClass.NetworkErrors],
        [FailureClass.NetworkErrors] = [.. Suffering, FailureClass.NetworkErrors],
        [FailureClass.CpuSaturation] = [FailureClass.CpuSaturation, FailureClass.HighLatency, FailureClass.ErrorBurst, FailureClass.WorkloadUnavailable],
        [FailureClass.MemorySaturation] =
            [FailureClass.MemorySaturation, FailureClass.Restarts, FailureClass.WorkloadUnavailable, FailureClass.HighLatency, FailureClass.ErrorBurst],
        [FailureClass.DiskSaturation] = [FailureClass.DiskSaturation, FailureClass.WorkloadUnavailable, FailureClass.Restarts, FailureClass.ErrorBurst],
    };

    private static readonly HashSet<string> Surge =
        [FailureClass.TrafficSurge, FailureClass.CpuSaturation, FailureClass.MemorySaturation, FailureClass.HighLatency];

    /// <summary>Whether one failure can be what brings another about.</summary>
    /// <param name="cause">The failure class at the relative.</param>
    /// <param name="kinship">How the relative with the cause stands to what suffers.</param>
    /// <param name="effect">The failure class of what suffers.</param>
    /// <param name="effectMetric">Its metric, alert or state.</param>
    public static bool Explains(string cause, Kinship kinship, string effect, string effectMetric) =>
        !SelfMade.Contains(effectMetric) && kinship switch
        {
            Kinship.Node => OnNodes.TryGetValue(cause, out var effects) && effects.Contains(effect),
            Kinship.Callee => Suffering.Contains(effect) && !Harmless.Contains(cause),
            Kinship.Caller => (cause == FailureClass.TrafficSurge && Surge.Contains(effect))
                || (cause == FailureClass.TrafficDrop && effect == FailureClass.TrafficDrop),
            _ => false,
        };

    /// <summary>The same kinship seen from the other side.</summary>
    public static Kinship Reverse(Kinship kinship) => kinship switch
    {
        Kinship.Node => Kinship.Guest,
        Kinship.Guest => Kinship.Node,
        Kinship.Callee => Kinship.Caller,
        _ => Kinship.Callee,
    };
}

using Pipeline.Collector.Sources;
using Pipeline.Contracts;

namespace Pipeline.Collector.Alerts;

/// <summary>What kind of failure an alert speaks of, and how urgent it is.</summary>
public static class AlertClass
{
    /// <summary>Failure classes by alert name: kubernetes-mixin's, and what its neighbours add.</summary>
    /// <remarks>The class is the one that the detector gives to the same failure seen in metrics, so that both meet in one incident.</remarks>
    public static IReadOnlyDictionary<string, string> Known { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["KubePodCrashLooping"] = "restarts",
        ["KubePodNotReady"] = "workload-unavailable",
        ["KubeContainerWaiting"] = "restarts",
        ["KubeDeploymentReplicasMismatch"] = "workload-unavailable",
        ["KubeStatefulSetReplicasMismatch"] = "workload-unavailable",
        ["KubeDeploymentGenerationMismatch"] = "workload-unavailable",
        ["KubeStatefulSetGenerationMismatch"] = "workload-unavailable",
        ["KubeDeploymentRolloutStuck"] = "workload-unavailable",
        ["KubeStatefulSetUpdateNotRolledOut"] = "workload-unavailable",
        ["KubeDaemonSetRolloutStuck"] = "workload-unavailable",
        ["KubeDaemonSetNotScheduled"] = "workload-unavailable",
        ["KubeDaemonSetMisScheduled"] = "mis-scheduled",
        ["KubeJobFailed"] = "job-failed",
        ["KubeJobNotCompleted"] = "job-not-completed",
        ["KubeHpaMaxedOut"] = "autoscaler-at-maximum",
        ["KubeHpaReplicasMismatch"] = "autoscaler-mismatch",
        ["KubePdbNotEnoughHealthyPods"] = "disruption-budget-violated",
        ["KubeNodeNotReady"] = "node-unhealthy",
        ["KubeNodeUnreachable"] = "node-unhealthy",
        ["KubeletDown"] = "node-unhealthy",
        ["KubeNodeReadinessFlapping"] = "node-unhealthy",
        ["KubeNodePressure"] = "node-unhealthy",
        ["KubeNodeEviction"] = "node-unhealthy",
        ["KubeletTooManyPods"] = "pod-capacity-reached",
        ["CPUThrottlingHigh"] = "cpu-saturation",
        ["KubeQuotaAlmostFull"] = "quota-exhausted",
        ["KubeQuotaFullyUsed"] = "quota-exhausted",
        ["KubeQuotaExceeded"] = "quota-exhausted",
        ["KubeCPUOvercommit"] = "cpu-overcommit",
        ["KubeMemoryOvercommit"] = "memory-overcommit",
        ["KubePersistentVolumeFillingUp"] = "disk-saturation",
        ["KubePersistentVolumeInodesFillingUp"] = "disk-saturation",
        ["KubePersistentVolumeErrors"] = "volume-errors",
        ["KubeAPIErrorBudgetBurn"] = "error-burst",
        ["KubeClientCertificateExpiration"] = "certificate-expiring",
        ["KubeletClientCertificateExpiration"] = "certificate-expiring",
        ["KubeletServerCertificateExpiration"] = "certificate-expiring",
        ["NodeFilesystemSpaceFillingUp"] = "disk-saturation",
        ["NodeFilesystemAlmostOutOfSpace"] = "disk-saturation",
        ["NodeCPUHighUsage"] = "cpu-saturation",
        ["NodeMemoryHighUtilization"] = "memory-saturation",
        ["TargetDown"] = "data-missing",
    };

    /// <summary>Always fires: a sign of life of the alerting itself.</summary>
    public static bool IsHeartbeat(Alert alert) => alert.Name == "Watchdog";

    /// <summary>A device of the alerting that says nothing about any entity.</summary>
    public static bool IsDevice(Alert alert) => alert.Name == "InfoInhibitor";

    /// <summary>Kebab-case; the alert's own name when it is not known.</summary>
    public static string FailureClassOf(Alert alert) => Known.GetValueOrDefault(alert.Name) ?? MetricName.Kebab(alert.Name);

    /// <summary>From the label "severity" in its usual spellings; a warning when it says nothing.</summary>
    public static Severity SeverityOf(Alert alert) =>
        (alert.Labels.GetValueOrDefault("severity") ?? alert.Labels.GetValueOrDefault("priority"))?.ToUpperInvariant() switch
        {
            "CRITICAL" or "CRIT" or "PAGE" or "FATAL" or "EMERGENCY" or "P1" or "ERROR" or "HIGH" => Severity.Critical,
            "INFO" or "INFORMATIONAL" or "NONE" or "LOW" or "DEBUG" or "P4" or "P5" => Severity.Info,
            _ => Severity.Warning,
        };
}

namespace Pipeline.Detection.Profiles;

/// <summary>The failure classes that metrics and the states of objects lead to. Part of an incident's identity: none may change.</summary>
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

    /// <summary>Pods run on nodes where they should not.</summary>
    public const string MisScheduled = "mis-scheduled";

    /// <summary>A job gave up, or its pods fail again and again.</summary>
    public const string JobFailed = "job-failed";

    /// <summary>A job does not come to its end, or is never begun.</summary>
    public const string JobNotCompleted = "job-not-completed";

    /// <summary>A service has no pod that could answer.</summary>
    public const string ServiceWithoutEndpoints = "service-without-endpoints";

    /// <summary>An ingress or route leads nowhere.</summary>
    public const string RoutingBroken = "routing-broken";

    /// <summary>An admission webhook cannot be reached: what it guards cannot be written.</summary>
    public const string AdmissionWebhookBroken = "admission-webhook-broken";

    /// <summary>A claim has no volume.</summary>
    public const string VolumeUnbound = "volume-unbound";

    /// <summary>A node holds about as many pods as it may.</summary>
    public const string PodCapacityReached = "pod-capacity-reached";

    /// <summary>An autoscaler wants more replicas than it may have.</summary>
    public const string AutoscalerAtMaximum = "autoscaler-at-maximum";

    /// <summary>An autoscaler's target does not get the replicas it wants.</summary>
    public const string AutoscalerMismatch = "autoscaler-mismatch";

    /// <summary>An autoscaler cannot decide or act: no metrics, no target.</summary>
    public const string AutoscalerBroken = "autoscaler-broken";

    /// <summary>Fewer pods are healthy than a disruption budget demands, or it stops a drain for ever.</summary>
    public const string DisruptionBudgetViolated = "disruption-budget-violated";

    /// <summary>A quota refuses what is wanted.</summary>
    public const string QuotaExhausted = "quota-exhausted";

    /// <summary>A certificate is about to expire, or has.</summary>
    public const string CertificateExpiring = "certificate-expiring";

    /// <summary>A deletion does not come to its end.</summary>
    public const string DeletionStuck = "deletion-stuck";

    /// <summary>A part that others build on (an aggregated API, an operator, a certificate's issuer) says that it does not work.</summary>
    public const string PlatformComponentBroken = "platform-component-broken";
}

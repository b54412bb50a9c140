using Pipeline.Collector.Failures.Scans;
using Pipeline.Collector.Watching;

namespace Pipeline.Collector.Failures;

/// <summary>All scans, as one look.</summary>
/// <remarks>
/// What other tools look for and no scan does, with the reason:
/// <list type="table">
/// <item><term>k8sgpt Log</term><description>A word such as "error" in a log is no state of an object; the analyzer reads an incident's logs.</description></item>
/// <item><term>k8sgpt Service and KEDA ScaledObject, any warning event</term>
/// <description>Events are counted and kept in the timeline; alone they fail nothing.</description></item>
/// <item><term>k8sgpt Node, any unknown condition</term>
/// <description>Of a condition that is not known here nobody can say which status is the good one.</description></item>
/// <item><term>k8sgpt Kyverno reports</term><description>A finding of a policy is no failure.</description></item>
/// <item><term>k8sgpt Prometheus configuration, EKS health</term><description>They look at files in a pod, and at a cloud's API.</description></item>
/// <item><term>k8sgpt OperatorGroup, more than one</term><description>OLM says so itself in the ClusterServiceVersion's phase.</description></item>
/// <item><term>mixin CPUThrottlingHigh, PersistentVolumeFillingUp, KubeletDown, latencies, certificate expiry</term>
/// <description>They are metrics: the sources' queries and Alertmanager bring them.</description></item>
/// <item><term>mixin KubeNodeEviction</term><description>Each evicted pod is seen as such.</description></item>
/// </list>
/// </remarks>
public static class FailureScans
{
    /// <summary>The scans that come with the collector.</summary>
    public static IReadOnlyList<IFailureScan> BuiltIn { get; } =
    [
        new PodScan(), new DeploymentScan(), new ReplicaSetScan(), new StatefulSetScan(), new DaemonSetScan(), new JobScan(), new CronJobScan(),
        new ServiceScan(), new IngressScan(), new RouteScan(), new VolumeScan(), new PersistentVolumeScan(), new StorageClassScan(), new NodeScan(),
        new OvercommitScan(), new AutoscalerScan(), new BudgetScan(), new QuotaScan(), new NamespaceScan(), new NetworkPolicyScan(),
        new ConfigMapScan(), new ReferenceScan(), new WebhookScan(), new SecurityScan(), new ConditionScan(),
    ];

    /// <summary>Everything that is wrong now, each state of an object once.</summary>
    /// <remarks>A scan that needs a kind which cannot be seen says nothing: a wrong "nothing is there" would be worse.</remarks>
    public static IReadOnlyList<Observation> Look(ClusterView view) =>
    [
        .. BuiltIn.Where(scan => scan.Needs.All(view.IsVisible)).SelectMany(scan => scan.Look(view))
            .GroupBy(observation => observation.Key, StringComparer.Ordinal).Select(same => same.Aggregate((all, one) => all.With(one))),
    ];
}

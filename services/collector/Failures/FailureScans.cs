using Pipeline.Collector.Failures.Scans;
using Pipeline.Collector.Watching;

namespace Pipeline.Collector.Failures;

/// <summary>All scans, as one look.</summary>
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

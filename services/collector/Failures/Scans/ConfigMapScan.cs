using System.Globalization;
using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>Config maps that nothing names, that are empty, or nearly too large. Hygiene.</summary>
/// <remarks>
/// A name counts in its own namespace only, and in templates as well as in pods: what a CronJob or a workload scaled to zero names is in
/// use. What a side-car collects by label, an owner made, or a controller reads by itself is left out.
/// </remarks>
public sealed class ConfigMapScan : IFailureScan
{
    private const int NearlyTooLarge = 900 << 10;

    private static readonly HashSet<string> SystemNamespaces = new(StringComparer.Ordinal) { "kube-system", "kube-public", "kube-node-lease" };

    /// <summary>Labels by which side-cars and operators find config maps without anybody naming them.</summary>
    private static readonly string[] CollectedByLabel =
    [
        "grafana_dashboard", "grafana_datasource", "grafana_alert", "grafana_notifier", "prometheus_rule", "fluentd_config",
        "app.kubernetes.io/managed-by", "helm.sh/chart", "owner", "k8sgpt.ai/skip-usage-check",
    ];

    /// <inheritdoc/>
    public string Kind => "ConfigMap";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs =>
    [
        ResourceTypes.ConfigMaps, ResourceTypes.Pods, ResourceTypes.Deployments, ResourceTypes.StatefulSets, ResourceTypes.DaemonSets,
        ResourceTypes.CronJobs, ResourceTypes.Jobs,
    ];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view)
    {
        var used = References.Templates(view).Select(t => (t.Metadata.Namespace, t.Spec))
            .Concat(view.Pods.Items.Select(p => (p.Metadata.Namespace, p.Spec)))
            .SelectMany(t => References.ConfigMaps(t.Spec).Select(r => (t.Namespace, r.Name))).ToHashSet();
        foreach (var map in view.ConfigMaps.Items)
        {
            if (IsLeftOut(map) || !view.Pods.IsVisibleIn(map.Metadata.Namespace))
                continue;
            if (!used.Contains((map.Metadata.Namespace, map.Metadata.Name)))
                yield return view.Seen(FailureStates.UnusedConfigMap, "ConfigMap", map.Metadata, "no pod and no template of its namespace names it");
            if (map.Data.Count == 0 && map.BinaryData.Count == 0)
                yield return view.Seen(FailureStates.EmptyConfigMap, "ConfigMap", map.Metadata, "it is empty");
            var size = map.Data.Values.Concat(map.BinaryData.Values).Sum(mark => (long)mark.Length);
            if (size > NearlyTooLarge)
                yield return view.Seen(
                    FailureStates.LargeConfigMap, "ConfigMap", map.Metadata,
                    string.Create(CultureInfo.InvariantCulture, $"it holds {size >> 10} KiB of at most 1,024"));
        }
    }

    private static bool IsLeftOut(ConfigMap map) =>
        map.Metadata.DeletionTimestamp is not null || map.Metadata.Name is "kube-root-ca.crt" or "openshift-service-ca.crt" or "istio-ca-root-cert" ||
        SystemNamespaces.Contains(map.Metadata.Namespace ?? "") || map.Metadata.OwnerReferences.Count > 0 ||
        map.Metadata.Annotations.ContainsKey("control-plane.alpha.kubernetes.io/leader") ||
        map.Metadata.Annotations.ContainsKey("k8sgpt.ai/skip-usage-check") ||
        CollectedByLabel.Any(map.Metadata.Labels.ContainsKey);
}

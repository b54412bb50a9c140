using Pipeline.Contracts;

namespace Pipeline.Collector.Alerts;

/// <summary>Finds what is sick in an alert's labels.</summary>
public static class AlertEntity
{
    // Most specific first: a workload alert of kube-state-metrics also carries the exporter's own pod, instance and service.
    private static readonly (string Label, string Kind, bool Namespaced)[] Workloads =
    [
        ("deployment", "Deployment", true), ("statefulset", "StatefulSet", true), ("daemonset", "DaemonSet", true),
        ("horizontalpodautoscaler", "HorizontalPodAutoscaler", true), ("cronjob", "CronJob", true), ("job_name", "Job", true),
        ("persistentvolumeclaim", "PersistentVolumeClaim", true), ("poddisruptionbudget", "PodDisruptionBudget", true),
        ("resourcequota", "ResourceQuota", true), ("persistentvolume", "PersistentVolume", false),
    ];

    private static readonly (string Label, string Kind, bool Namespaced)[] Others =
    [
        ("pod", "Pod", true), ("node", "Node", false), ("service", "Service", true), ("job", "Service", true), ("instance", "Node", false),
    ];

    /// <summary>The entity; the alert itself, as a kind of its own, when its labels name none.</summary>
    public static EntityRef Of(string cluster, Alert alert)
    {
        var labels = alert.Labels;
        var space = Value(labels, "namespace") ?? Value(labels, "exported_namespace");
        // The mixin keeps "pod" in alerts about pods, together with "container"; there the workload's label is its owner.
        var ofPod = alert.Name.StartsWith("KubePod", StringComparison.Ordinal) || labels.ContainsKey("container");
        var order = ofPod && Value(labels, "pod") is not null ? Others.Take(1).Concat(Workloads) : Workloads.Concat(Others);
        if (alert.Name.StartsWith("KubeNode", StringComparison.Ordinal) || alert.Name.StartsWith("Kubelet", StringComparison.Ordinal))
            order = Others.Where(o => o.Label is "node" or "instance").Concat(order);
        foreach (var (label, kind, namespaced) in order)
        {
            if (Value(labels, label) is { } name)
                return new EntityRef(cluster, namespaced ? space : null, kind, name);
        }
        return space is not null && alert.Name.StartsWith("Kube", StringComparison.Ordinal)
            ? new EntityRef(cluster, null, "Namespace", space)
            : new EntityRef(cluster, space, "Alert", alert.Name);
    }

    private static string? Value(IReadOnlyDictionary<string, string> labels, string name) =>
        labels.TryGetValue(name, out var value) && value.Length is > 0 and <= 253 ? value : null;
}

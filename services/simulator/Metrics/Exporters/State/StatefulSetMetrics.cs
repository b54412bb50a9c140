using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Metrics.Exporters.State;

/// <summary>kube_statefulset_*.</summary>
internal sealed class StatefulSetMetrics : IStateMetrics
{
    private static readonly NumberMetric[] Numbers =
    [
        NumberMetric.Of("kube_statefulset_status_replicas", "The number of replicas per StatefulSet.", 0, "status", "replicas"),
        NumberMetric.Of(
            "kube_statefulset_status_replicas_available", "The number of available replicas per StatefulSet.", 0, "status", "availableReplicas"),
        NumberMetric.Of("kube_statefulset_status_replicas_current", "The number of current replicas per StatefulSet.", 0, "status", "currentReplicas"),
        NumberMetric.Of("kube_statefulset_status_replicas_ready", "The number of ready replicas per StatefulSet.", 0, "status", "readyReplicas"),
        NumberMetric.Of("kube_statefulset_status_replicas_updated", "The number of updated replicas per StatefulSet.", 0, "status", "updatedReplicas"),
        NumberMetric.Of(
            "kube_statefulset_status_observed_generation", "The generation observed by the StatefulSet controller.", null,
            "status", "observedGeneration"),
        NumberMetric.Of("kube_statefulset_replicas", "Number of desired pods for a StatefulSet.", 1, "spec", "replicas"),
        NumberMetric.Of("kube_statefulset_ordinals_start", "Start ordinal of the StatefulSet.", null, "spec", "ordinals", "start"),
        NumberMetric.Of(
            "kube_statefulset_metadata_generation", "Sequence number representing a specific generation of the desired state for the StatefulSet.", 0,
            "metadata", "generation"),
    ];

    private static readonly MetricFamily CurrentRevision = MetricFamily.Gauge(
        "kube_statefulset_status_current_revision",
        "Indicates the version of the StatefulSet used to generate Pods in the sequence [0,currentReplicas).");
    private static readonly MetricFamily UpdateRevision = MetricFamily.Gauge(
        "kube_statefulset_status_update_revision",
        "Indicates the version of the StatefulSet used to generate Pods in the sequence [replicas-updatedReplicas,replicas)");
    private static readonly MetricFamily Created = MetricFamily.Gauge("kube_statefulset_created", "Unix creation timestamp");
    private static readonly MetricFamily StatefulSetLabels =
        MetricFamily.Gauge("kube_statefulset_labels", "Kubernetes labels converted to Prometheus labels.");

    public ResourceKind Kind => Kinds.StatefulSet;

    public string NameLabel => "statefulset";

    public void Write(StateSamples samples)
    {
        foreach (var number in Numbers)
            number.Write(samples);
        samples.Add(CurrentRevision, 1, ("revision", samples.Root.Text("status", "currentRevision")));
        samples.Add(UpdateRevision, 1, ("revision", samples.Root.Text("status", "updateRevision")));
        samples.AddTimes(Created);
        samples.AddLabels(StatefulSetLabels);
    }
}

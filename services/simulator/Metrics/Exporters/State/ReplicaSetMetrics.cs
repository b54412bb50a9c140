using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Metrics.Exporters.State;

/// <summary>kube_replicaset_*.</summary>
internal sealed class ReplicaSetMetrics : IStateMetrics
{
    private static readonly NumberMetric[] Numbers =
    [
        NumberMetric.Of("kube_replicaset_status_replicas", "The number of replicas per ReplicaSet.", 0, "status", "replicas"),
        NumberMetric.Of(
            "kube_replicaset_status_fully_labeled_replicas", "The number of fully labeled replicas per ReplicaSet.", 0,
            "status", "fullyLabeledReplicas"),
        NumberMetric.Of("kube_replicaset_status_ready_replicas", "The number of ready replicas per ReplicaSet.", 0, "status", "readyReplicas"),
        NumberMetric.Of(
            "kube_replicaset_status_observed_generation", "The generation observed by the ReplicaSet controller.", 0, "status", "observedGeneration"),
        NumberMetric.Of("kube_replicaset_spec_replicas", "Number of desired pods for a ReplicaSet.", 1, "spec", "replicas"),
        NumberMetric.Of(
            "kube_replicaset_metadata_generation", "Sequence number representing a specific generation of the desired state.", 0,
            "metadata", "generation"),
    ];

    private static readonly MetricFamily Owner = MetricFamily.Gauge("kube_replicaset_owner", "Information about the ReplicaSet's owner.");
    private static readonly MetricFamily Created = MetricFamily.Gauge("kube_replicaset_created", "Unix creation timestamp");
    private static readonly MetricFamily ReplicaSetLabels =
        MetricFamily.Gauge("kube_replicaset_labels", "Kubernetes labels converted to Prometheus labels.");

    public ResourceKind Kind => Kinds.ReplicaSet;

    public string NameLabel => "replicaset";

    public void Write(StateSamples samples)
    {
        foreach (var number in Numbers)
            number.Write(samples);
        samples.AddOwners(Owner);
        samples.AddTimes(Created);
        samples.AddLabels(ReplicaSetLabels);
    }
}

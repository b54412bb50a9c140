using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Metrics.Exporters.State;

/// <summary>kube_daemonset_*.</summary>
internal sealed class DaemonSetMetrics : IStateMetrics
{
    private static readonly NumberMetric[] Numbers =
    [
        NumberMetric.Of(
            "kube_daemonset_status_current_number_scheduled",
            "The number of nodes running at least one daemon pod and are supposed to.", 0, "status", "currentNumberScheduled"),
        NumberMetric.Of(
            "kube_daemonset_status_desired_number_scheduled", "The number of nodes that should be running the daemon pod.", 0,
            "status", "desiredNumberScheduled"),
        NumberMetric.Of(
            "kube_daemonset_status_number_available",
            "The number of nodes that should be running the daemon pod and have one or more of the daemon pod running and available", 0,
            "status", "numberAvailable"),
        NumberMetric.Of(
            "kube_daemonset_status_number_misscheduled", "The number of nodes running a daemon pod but are not supposed to.", 0,
            "status", "numberMisscheduled"),
        NumberMetric.Of(
            "kube_daemonset_status_number_ready",
            "The number of nodes that should be running the daemon pod and have one or more of the daemon pod running and ready.", 0,
            "status", "numberReady"),
        NumberMetric.Of(
            "kube_daemonset_status_number_unavailable",
            "The number of nodes that should be running the daemon pod and have none of the daemon pod running and available", 0,
            "status", "numberUnavailable"),
        NumberMetric.Of(
            "kube_daemonset_status_observed_generation", "The most recent generation observed by the daemon set controller.", 0,
            "status", "observedGeneration"),
        NumberMetric.Of(
            "kube_daemonset_status_updated_number_scheduled", "The total number of nodes that are running updated daemon pod", 0,
            "status", "updatedNumberScheduled"),
        NumberMetric.Of(
            "kube_daemonset_metadata_generation", "Sequence number representing a specific generation of the desired state.", 0,
            "metadata", "generation"),
    ];

    private static readonly MetricFamily Created = MetricFamily.Gauge("kube_daemonset_created", "Unix creation timestamp");
    private static readonly MetricFamily DaemonSetLabels =
        MetricFamily.Gauge("kube_daemonset_labels", "Kubernetes labels converted to Prometheus labels.");

    public ResourceKind Kind => Kinds.DaemonSet;

    public string NameLabel => "daemonset";

    public void Write(StateSamples samples)
    {
        foreach (var number in Numbers)
            number.Write(samples);
        samples.AddTimes(Created);
        samples.AddLabels(DaemonSetLabels);
    }
}

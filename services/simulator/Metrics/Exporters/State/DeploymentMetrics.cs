using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Metrics.Exporters.State;

/// <summary>kube_deployment_*.</summary>
internal sealed class DeploymentMetrics : IStateMetrics
{
    private static readonly NumberMetric[] Numbers =
    [
        NumberMetric.Of("kube_deployment_status_replicas", "The number of replicas per deployment.", 0, "status", "replicas"),
        NumberMetric.Of("kube_deployment_status_replicas_ready", "The number of ready replicas per deployment.", 0, "status", "readyReplicas"),
        NumberMetric.Of(
            "kube_deployment_status_replicas_available", "The number of available replicas per deployment.", 0, "status", "availableReplicas"),
        NumberMetric.Of(
            "kube_deployment_status_replicas_unavailable", "The number of unavailable replicas per deployment.", 0, "status", "unavailableReplicas"),
        NumberMetric.Of("kube_deployment_status_replicas_updated", "The number of updated replicas per deployment.", 0, "status", "updatedReplicas"),
        NumberMetric.Of(
            "kube_deployment_status_observed_generation", "The generation observed by the deployment controller.", 0, "status", "observedGeneration"),
        NumberMetric.Of("kube_deployment_spec_replicas", "Number of desired pods for a deployment.", 1, "spec", "replicas"),
        NumberMetric.Of(
            "kube_deployment_metadata_generation", "Sequence number representing a specific generation of the desired state.", 0,
            "metadata", "generation"),
    ];

    private static readonly MetricFamily Condition =
        MetricFamily.Gauge("kube_deployment_status_condition", "The current status conditions of a deployment.");
    private static readonly MetricFamily Paused = MetricFamily.Gauge(
        "kube_deployment_spec_paused", "Whether the deployment is paused and will not be processed by the deployment controller.");
    private static readonly MetricFamily MaxUnavailable = MetricFamily.Gauge(
        "kube_deployment_spec_strategy_rollingupdate_max_unavailable",
        "Maximum number of unavailable replicas during a rolling update of a deployment.");
    private static readonly MetricFamily MaxSurge = MetricFamily.Gauge(
        "kube_deployment_spec_strategy_rollingupdate_max_surge",
        "Maximum number of replicas that can be scheduled above the desired number of replicas during a rolling update of a deployment.");
    private static readonly MetricFamily Created = MetricFamily.Gauge("kube_deployment_created", "Unix creation timestamp");
    private static readonly MetricFamily DeploymentLabels =
        MetricFamily.Gauge("kube_deployment_labels", "Kubernetes labels converted to Prometheus labels.");

    public ResourceKind Kind => Kinds.Deployment;

    public string NameLabel => "deployment";

    public void Write(StateSamples samples)
    {
        foreach (var number in Numbers)
            number.Write(samples);
        var root = samples.Root;
        var replicas = root.Number("spec", "replicas") ?? 1;
        var update = root.Field("spec", "strategy", "rollingUpdate");
        samples.AddConditions(Condition);
        samples.Add(Paused, root.IsTrue("spec", "paused") ? 1 : 0);
        samples.Add(MaxUnavailable, update.Field("maxUnavailable").NumberOrShare(replicas, roundUp: false));
        samples.Add(MaxSurge, update.Field("maxSurge").NumberOrShare(replicas, roundUp: true));
        samples.AddTimes(Created);
        samples.AddLabels(DeploymentLabels);
    }
}

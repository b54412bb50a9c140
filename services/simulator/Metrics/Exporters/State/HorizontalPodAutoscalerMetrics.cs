using System.Text.Json;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Metrics.Exporters.State;

/// <summary>kube_horizontalpodautoscaler_*.</summary>
internal sealed class HorizontalPodAutoscalerMetrics : IStateMetrics
{
    private static readonly (string Field, string Type)[] Targets =
        [("averageUtilization", "utilization"), ("averageValue", "average"), ("value", "value")];

    private static readonly NumberMetric[] Numbers =
    [
        NumberMetric.Of(
            "kube_horizontalpodautoscaler_metadata_generation",
            "The generation observed by the HorizontalPodAutoscaler controller.", 0, "metadata", "generation"),
        NumberMetric.Of(
            "kube_horizontalpodautoscaler_spec_max_replicas",
            "Upper limit for the number of pods that can be set by the autoscaler; cannot be smaller than MinReplicas.", null, "spec", "maxReplicas"),
        NumberMetric.Of(
            "kube_horizontalpodautoscaler_spec_min_replicas",
            "Lower limit for the number of pods that can be set by the autoscaler, default 1.", 1, "spec", "minReplicas"),
        NumberMetric.Of(
            "kube_horizontalpodautoscaler_status_current_replicas", "Current number of replicas of pods managed by this autoscaler.", 0,
            "status", "currentReplicas"),
        NumberMetric.Of(
            "kube_horizontalpodautoscaler_status_desired_replicas", "Desired number of replicas of pods managed by this autoscaler.", 0,
            "status", "desiredReplicas"),
    ];

    private static readonly MetricFamily Info =
        MetricFamily.Gauge("kube_horizontalpodautoscaler_info", "Information about this autoscaler.");
    private static readonly MetricFamily Created = MetricFamily.Gauge("kube_horizontalpodautoscaler_created", "Unix creation timestamp");
    private static readonly MetricFamily AutoscalerLabels =
        MetricFamily.Gauge("kube_horizontalpodautoscaler_labels", "Kubernetes labels converted to Prometheus labels.");
    private static readonly MetricFamily Condition =
        MetricFamily.Gauge("kube_horizontalpodautoscaler_status_condition", "The condition of this autoscaler.");
    private static readonly MetricFamily SpecTarget = MetricFamily.Gauge(
        "kube_horizontalpodautoscaler_spec_target_metric", "The metric specifications used by this autoscaler when calculating the desired replica count.");
    private static readonly MetricFamily StatusTarget = MetricFamily.Gauge(
        "kube_horizontalpodautoscaler_status_target_metric", "The current metric status used by this autoscaler when calculating the desired replica count.");

    public ResourceKind Kind => Kinds.HorizontalPodAutoscaler;

    public string NameLabel => "horizontalpodautoscaler";

    public void Write(StateSamples samples)
    {
        foreach (var number in Numbers)
            number.Write(samples);
        var (root, target) = (samples.Root, samples.Root.Field("spec", "scaleTargetRef"));
        samples.Add(
            Info, 1, ("scaletargetref_api_version", target.Text("apiVersion")), ("scaletargetref_kind", target.Text("kind")),
            ("scaletargetref_name", target.Text("name")));
        samples.AddTimes(Created);
        samples.AddLabels(AutoscalerLabels);
        samples.AddConditions(Condition);
        WriteTargets(samples, SpecTarget, root.Items("spec", "metrics"), "target");
        WriteTargets(samples, StatusTarget, root.Items("status", "currentMetrics"), "current");
    }

    private static void WriteTargets(StateSamples samples, MetricFamily family, IEnumerable<JsonElement> metrics, string values)
    {
        foreach (var metric in metrics)
        {
            var content = metric.Text("type") switch
            {
                "Resource" => metric.Field("resource"),
                "ContainerResource" => metric.Field("containerResource"),
                "Pods" => metric.Field("pods"),
                "Object" => metric.Field("object"),
                _ => metric.Field("external"),
            };
            var name = content.Text("name") is { Length: > 0 } resource ? resource : content.Text("metric", "name");
            foreach (var (field, type) in Targets)
                samples.Add(family, content.Quantity(values, field), ("metric_name", name), ("metric_target_type", type));
        }
    }
}

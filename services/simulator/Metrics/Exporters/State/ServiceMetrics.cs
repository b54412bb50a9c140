using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Metrics.Exporters.State;

/// <summary>kube_service_*.</summary>
internal sealed class ServiceMetrics : IStateMetrics
{
    private static readonly MetricFamily Info = MetricFamily.Gauge("kube_service_info", "Information about service.");
    private static readonly MetricFamily SpecType = MetricFamily.Gauge("kube_service_spec_type", "Type about service.");
    private static readonly MetricFamily Created = MetricFamily.Gauge("kube_service_created", "Unix creation timestamp");
    private static readonly MetricFamily ServiceLabels =
        MetricFamily.Gauge("kube_service_labels", "Kubernetes labels converted to Prometheus labels.");

    public ResourceKind Kind => Kinds.Service;

    public string NameLabel => "service";

    public bool HasUid => true;

    public void Write(StateSamples samples)
    {
        var root = samples.Root;
        samples.Add(
            Info, 1, ("cluster_ip", root.Text("spec", "clusterIP")), ("external_name", root.Text("spec", "externalName")),
            ("load_balancer_ip", root.Text("spec", "loadBalancerIP")));
        samples.Add(SpecType, 1, ("type", root.Text("spec", "type")));
        samples.AddTimes(Created);
        samples.AddLabels(ServiceLabels);
    }
}

using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Metrics.Exporters.State;

/// <summary>kube_namespace_*.</summary>
internal sealed class NamespaceMetrics : IStateMetrics
{
    private static readonly string[] Phases = ["Active", "Terminating"];
    private static readonly MetricFamily Phase = MetricFamily.Gauge("kube_namespace_status_phase", "kubernetes namespace status phase.");
    private static readonly MetricFamily Created = MetricFamily.Gauge("kube_namespace_created", "Unix creation timestamp");
    private static readonly MetricFamily NamespaceLabels =
        MetricFamily.Gauge("kube_namespace_labels", "Kubernetes labels converted to Prometheus labels.");

    public ResourceKind Kind => Kinds.Namespace;

    public string NameLabel => "namespace";

    public void Write(StateSamples samples)
    {
        samples.AddChoice(Phase, "phase", Phases, samples.Root.Text("status", "phase"));
        samples.AddTimes(Created);
        samples.AddLabels(NamespaceLabels);
    }
}

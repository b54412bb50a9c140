using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Metrics.Exporters.State;

/// <summary>kube_resourcequota: what is allowed and what is used.</summary>
internal sealed class ResourceQuotaMetrics : IStateMetrics
{
    private static readonly MetricFamily Quota = MetricFamily.Gauge("kube_resourcequota", "Information about resource quota.");
    private static readonly MetricFamily Created = MetricFamily.Gauge("kube_resourcequota_created", "Unix creation timestamp");

    public ResourceKind Kind => Kinds.ResourceQuota;

    public string NameLabel => "resourcequota";

    public void Write(StateSamples samples)
    {
        samples.AddTimes(Created);
        foreach (var type in (string[])["hard", "used"])
        {
            foreach (var resource in samples.Root.Fields("status", type))
                samples.Add(Quota, resource.Value.Quantity(), ("resource", resource.Name), ("type", type));
        }
    }
}

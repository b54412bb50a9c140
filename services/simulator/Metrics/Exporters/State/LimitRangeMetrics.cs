using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Metrics.Exporters.State;

/// <summary>kube_limitrange: the bounds and defaults of a namespace.</summary>
internal sealed class LimitRangeMetrics : IStateMetrics
{
    private static readonly string[] Constraints = ["min", "max", "default", "defaultRequest", "maxLimitRequestRatio"];
    private static readonly MetricFamily Limit = MetricFamily.Gauge("kube_limitrange", "Information about limit range.");
    private static readonly MetricFamily Created = MetricFamily.Gauge("kube_limitrange_created", "Unix creation timestamp");

    public ResourceKind Kind => Kinds.LimitRange;

    public string NameLabel => "limitrange";

    public void Write(StateSamples samples)
    {
        samples.AddTimes(Created);
        foreach (var limit in samples.Root.Items("spec", "limits"))
        {
            foreach (var constraint in Constraints)
            {
                foreach (var resource in limit.Fields(constraint))
                {
                    samples.Add(
                        Limit, resource.Value.Quantity(), ("resource", resource.Name), ("type", limit.Text("type")), ("constraint", constraint));
                }
            }
        }
    }
}

using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Metrics.Exporters.State;

/// <summary>kube_endpoint_*: the addresses behind a service.</summary>
internal sealed class EndpointsMetrics : IStateMetrics
{
    private static readonly MetricFamily Info = MetricFamily.Gauge("kube_endpoint_info", "Information about endpoint.");
    private static readonly MetricFamily Created = MetricFamily.Gauge("kube_endpoint_created", "Unix creation timestamp");
    private static readonly MetricFamily Address = MetricFamily.Gauge("kube_endpoint_address", "Information about Endpoint available and non available addresses.");

    public ResourceKind Kind => Kinds.Endpoints;

    public string NameLabel => "endpoint";

    public void Write(StateSamples samples)
    {
        samples.Add(Info, 1);
        samples.AddTimes(Created);
        foreach (var subset in samples.Root.Items("subsets"))
        {
            foreach (var (field, ready) in (ReadOnlySpan<(string, string)>)[("addresses", "true"), ("notReadyAddresses", "false")])
            {
                foreach (var port in subset.Items("ports"))
                {
                    foreach (var address in subset.Items(field))
                    {
                        samples.Add(
                            Address, 1, ("ip", address.Text("ip")), ("ready", ready), ("port_protocol", port.Text("protocol")),
                            ("port_number", (port.Number("port") ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture)),
                            ("port_name", port.Text("name")));
                    }
                }
            }
        }
    }
}

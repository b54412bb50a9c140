using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Metrics.Exporters;

/// <summary>CoreDNS: answers by code.</summary>
public sealed class CoreDnsExporter(IWorldMeasurements world) : IExporter
{
    private static readonly MetricFamily Responses = MetricFamily.Counter("coredns_dns_responses_total", "Counter of response status codes.");
    private static readonly Target Self = new("coredns", "kube-dns.kube-system.svc:9153", ("namespace", "kube-system"), ("service", "kube-dns"));
    private readonly Dictionary<string, LabelSet> _codes = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Name => "coredns";

    /// <inheritdoc/>
    public void Write(ScrapePage page)
    {
        Self.WriteUp(page, true);
        foreach (var (code, count) in world.DnsResponses())
        {
            if (!_codes.TryGetValue(code, out var labels))
                _codes[code] = labels = Self.Series(Responses, ("server", "dns://:53"), ("zone", "."), ("plugin", "forward"), ("rcode", code));
            page.Add(Responses, labels, Rounding.Whole(count));
        }
    }
}

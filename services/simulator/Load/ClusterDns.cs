using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Load;

/// <summary>Name resolution in the cluster: as good as CoreDNS' pods and its Corefile.</summary>
internal sealed class ClusterDns(ICluster cluster, ServiceDirectory directory)
{
    private const double FailingWhenBroken = 0.92; // what is cached goes on for a while
    private static readonly ServiceKey Service = new("kube-system", "kube-dns");
    private readonly Dictionary<string, double> _responses = new(StringComparer.Ordinal);

    /// <summary>Fraction of look-ups of services that fail now.</summary>
    public double Failing { get; private set; }

    /// <summary>How a failed look-up is worded, of the name in {0}.</summary>
    public string Text { get; private set; } = "";

    public IReadOnlyDictionary<string, double> Responses => _responses.ToDictionary(r => r.Key, r => Math.Floor(r.Value));

    /// <summary>Looks at its state anew.</summary>
    /// <param name="lookups">Asked in this time.</param>
    public void Step(double lookups)
    {
        var corefile = cluster.Find(Kinds.ConfigMap, "kube-system", "coredns")?.Root.Text("data", "Corefile");
        if (directory.Exists(Service) && !directory.ReadyEndpoints(Service).Any())
        {
            (Failing, Text) = (1, "dial tcp: lookup {0} on 10.96.0.10:53: read udp 10.244.1.9:53211->10.96.0.10:53: i/o timeout");
            return; // nobody answers, nobody counts
        }
        if (corefile is not null && !corefile.Contains("kubernetes cluster.local", StringComparison.Ordinal))
        {
            (Failing, Text) = (FailingWhenBroken, "dial tcp: lookup {0} on 10.96.0.10:53: server misbehaving");
            Count("SERVFAIL", lookups * FailingWhenBroken);
            Count("NOERROR", lookups * (1 - FailingWhenBroken));
            return;
        }
        (Failing, Text) = (0, "");
        Count("NOERROR", lookups * 0.8);
        Count("NXDOMAIN", lookups * 0.2); // the search path is tried first
    }

    private void Count(string code, double number) => _responses[code] = _responses.GetValueOrDefault(code) + number;
}

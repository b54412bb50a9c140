namespace Pipeline.Testing.Servers;

/// <summary>A real node exporter: CPU, processes that want it, memory, load, disks, file systems and network of this machine.</summary>
public sealed class NodeExporterFixture()
    : HttpServerFixture("prometheus-node-exporter", "prometheus-node-exporter", "/metrics")
{
    private static readonly string[] Collectors =
        ["cpu", "stat", "meminfo", "loadavg", "diskstats", "filesystem", "netdev", "pressure"];

    protected override IReadOnlyList<string> Arguments() =>
    [
        $"--web.listen-address={Target}", "--collector.disable-defaults",
        .. Collectors.Select(collector => $"--collector.{collector}"),
    ];
}

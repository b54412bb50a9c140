using Pipeline.Testing.Servers;

namespace Pipeline.Simulator.Tests.PromQl;

/// <summary>A real Prometheus that scrapes nothing and takes samples by remote write.</summary>
public sealed class WritablePrometheus() : HttpServerFixture("prometheus", "prometheus", "/-/ready")
{
    public override async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Folder.Combine("prometheus.yml"), "global: { scrape_interval: 15s }\n");
        await base.InitializeAsync();
    }

    protected override IReadOnlyList<string> Arguments() =>
    [
        $"--web.listen-address={Target}", $"--config.file={Folder.Combine("prometheus.yml")}", $"--storage.tsdb.path={Folder.Combine("data")}",
        "--web.enable-remote-write-receiver",
    ];
}

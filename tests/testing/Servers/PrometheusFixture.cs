using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Testing.Servers;

/// <summary>A real Prometheus that scrapes every second: itself at first, then what it is told.</summary>
public sealed class PrometheusFixture() : HttpServerFixture("prometheus", "prometheus", "/-/ready")
{
    private string ConfigurationFile => Folder.Combine("prometheus.yml");

    public override async Task InitializeAsync()
    {
        await WriteAsync(Scraping(("prometheus", [Target])));
        await base.InitializeAsync();
    }

    /// <summary>Replaces the scrape jobs; each target is "host:port" with /metrics.</summary>
    public Task ScrapeAsync(params (string Job, string[] Targets)[] jobs) => ConfigureAsync(Scraping(jobs));

    /// <summary>Replaces the whole configuration.</summary>
    /// <param name="yaml">prometheus.yml; other files are named by absolute paths.</param>
    /// <exception cref="ArgumentException">Prometheus refuses it.</exception>
    public async Task ConfigureAsync(string yaml)
    {
        await WriteAsync(yaml);
        await ReloadAsync();
    }

    /// <summary>An instant query, for the test's own view.</summary>
    /// <returns>The "result" array of the answer; empty when there is no data.</returns>
    public async Task<JsonArray> QueryAsync(string expression, CancellationToken cancellationToken = default)
    {
        var address = new Uri(Address, $"/api/v1/query?query={Uri.EscapeDataString(expression)}");
        await using var body = await Client.GetStreamAsync(address, cancellationToken);
        var answer = await JsonNode.ParseAsync(body, cancellationToken: cancellationToken);
        return answer?["data"]?["result"]?.AsArray()
            ?? throw new JsonException($"No result in Prometheus' answer to {expression}.");
    }

    protected override IReadOnlyList<string> Arguments() =>
    [
        $"--web.listen-address={Target}", $"--config.file={ConfigurationFile}",
        $"--storage.tsdb.path={Folder.Combine("data")}", "--web.enable-lifecycle",
    ];

    private static string Scraping(params (string Job, string[] Targets)[] jobs) => $"""
        global:
          scrape_interval: 1s
          scrape_timeout: 1s
          evaluation_interval: 1s
        scrape_configs:
        {string.Join('\n', jobs.Select(Job))}
        """;

    private static string Job((string Name, string[] Targets) job) => $"""
        - job_name: {job.Name}
          static_configs:
          - targets: {JsonSerializer.Serialize(job.Targets)}
        """;

    private Task WriteAsync(string yaml) => File.WriteAllTextAsync(ConfigurationFile, yaml);
}

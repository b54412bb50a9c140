using System.Globalization;
using Pipeline.EndToEnd.Tests.Running;
using Pipeline.Incidents.Events;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.EndToEnd.Tests;

[Collection(ServersCollection.Name)]
public sealed class A_cpu_that_burns(Servers servers) : IAsyncLifetime
{
    // how many want a core: unlike the utilization, it tells the burner from whatever else keeps a shared machine busy
    private const string Queries = """
        queries:
        - metric: cpu-run-queue
          query: node_procs_running{$selector}
          unit: "{process}"
          signal: saturation
          entity: { kind: Node, name: this-machine }
        """;

    private readonly NodeExporterFixture _exporter = new();
    private readonly PrometheusFixture _prometheus = new();
    private readonly TemporaryFolder _folder = new();
    private readonly CpuBurner _burner = new();

    public async Task InitializeAsync()
    {
        await _exporter.InitializeAsync();
        await _prometheus.InitializeAsync();
        await _prometheus.ScrapeAsync(("node", [_exporter.Target]));
        await File.WriteAllTextAsync(_folder.Combine("queries.yaml"), Queries);
    }

    public async Task DisposeAsync()
    {
        await _burner.DisposeAsync();
        await _prometheus.DisposeAsync();
        await _exporter.DisposeAsync();
        await _folder.DisposeAsync();
    }

    [Fact]
    public async Task Becomes_an_incident_that_is_explained_approved_announced_and_seen_to_end()
    {
        await using var pipeline = await SixServices.StartAsync(servers, new Dictionary<string, string>
        {
            ["Collector:Prometheus:Main:Url"] = _prometheus.Address.ToString(),
            ["Collector:Prometheus:Main:Queries"] = _folder.Combine("queries.yaml"),
            ["Collector:Prometheus:Main:Interval"] = "1s",
            ["Collector:Prometheus:Main:Step"] = "1s",
            ["Collector:Prometheus:Main:Delay"] = "1s",
            ["Collector:Prometheus:Main:WarmUp"] = "0s",
            ["Detector:Limits:cpu-run-queue:Enter"] = Number(CpuBurner.Processes * 0.6),
            ["Detector:Limits:cpu-run-queue:Leave"] = Number(CpuBurner.Processes * 0.5),
            ["Detector:Limits:cpu-run-queue:For"] = "2s",
            ["Detector:Limits:cpu-run-queue:ClearFor"] = "2s",
            ["Detector:Sensitivity"] = "0.1", // the limit alone decides
            ["Detector:ObservationInterval"] = "1s",
        });
        _burner.Start();
        var waiting = await pipeline.Record.ReachesAsync("Node/this-machine", "awaiting-approval");
        Assert.Equal("cpu-saturation", waiting.FailureClass);

        var approval = await CommandLine.RunAsync(
            pipeline.Service("dashboard").Url, pipeline.ApproverToken, "approvals", "approve", waiting.Id.ToString()[..8], "--yes");
        Assert.True(approval.ExitCode == 0, approval.Output);
        await pipeline.Record.ReachesAsync("Node/this-machine", "verifying");
        Assert.Single(pipeline.Notifications.KeysOf(waiting.Id));

        await _burner.DisposeAsync();
        await pipeline.Record.ReachesAsync("Node/this-machine", "resolved");
        await pipeline.Record.HasAsync<IncidentEvent.IncidentSummarised>(waiting.Id);
        var story = await pipeline.Record.EventsAsync(waiting.Id);
        Assert.Equal("cpu-saturation", story.OfType<IncidentEvent.RemediationProposed>().Single().Plan.Cause);
        Assert.Equal("ana", Assert.Single(story.OfType<IncidentEvent.RemediationApproved>().Single().By).Name);
        Assert.Single(story.OfType<IncidentEvent.RecoveryObserved>()); // a notification heals nothing and gets no credit
        await pipeline.Record.VerifiesAsync();
        var audit = await CommandLine.RunAsync(
            "audit", "verify", "--connection-string", pipeline.Database.ConnectionString, "--anchors", pipeline.AnchorFile,
            "--public-key", pipeline.PublicKeyFile);
        Assert.True(audit.ExitCode == 0, audit.Output);
    }

    private static string Number(double processes) => processes.ToString(CultureInfo.InvariantCulture);
}

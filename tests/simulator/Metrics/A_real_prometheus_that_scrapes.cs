using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Simulator.History;
using Pipeline.Simulator.Metrics;
using Pipeline.Simulator.Metrics.Serving;
using Pipeline.Simulator.PromQl;
using Pipeline.Simulator.Time;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Simulator.Tests.Metrics;

/// <summary>A real Prometheus, configured by the simulator's own prometheus.yml, and a world whose time stands still.</summary>
public sealed class A_real_prometheus_that_scrapes : IAsyncLifetime
{
    private const string All = "{job=~\".+\",job!~\"simulator-.*\"}";
    private readonly PrometheusFixture _prometheus = new();
    private readonly CancellationTokenSource _end = new();
    private readonly SimulationLoop _loop;
    private readonly Monitoring _monitoring;
    private readonly WebApplication _simulator;
    private Task _living = Task.CompletedTask;

    public A_real_prometheus_that_scrapes()
    {
        var now = TimeProvider.System.GetUtcNow();
        _loop = new SimulationLoop(now.AddMinutes(-19), new ManualClock(now));
        var shop = new SmallShop(_loop);
        _monitoring = new Monitoring(_loop, shop.Cluster, shop, new HistoryOptions { Interval = TimeSpan.FromSeconds(1) });
        _loop.Advance(TimeSpan.FromMinutes(19));
        _monitoring.Scrape();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _simulator = builder.Build();
        _simulator.MapMonitoring(_monitoring, TimeProvider.System);
    }

    public async Task InitializeAsync()
    {
        _living = _loop.RunAsync(1, _ => { }, _end.Token);
        await _simulator.StartAsync();
        await _prometheus.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _prometheus.DisposeAsync();
        await _simulator.DisposeAsync();
        await _end.CancelAsync();
        await _living;
        _monitoring.Dispose();
        _end.Dispose();
    }

    [Fact]
    public async Task Holds_what_the_simulators_own_history_holds()
    {
        var address = new Uri(_simulator.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        using var client = new HttpClient();
        await _prometheus.ConfigureAsync(await client.GetStringAsync(new Uri(address, "/prometheus.yml")));
        var ours = ((QueryResult.Vector)_monitoring.Queries.Instant(All, _loop.GetUtcNow().ToUnixTimeMilliseconds(), CancellationToken.None))
            .Elements.ToDictionary(e => e.Labels.ToString(), e => e.Sample.Value);
        var theirs = await Eventually.ReadsAsync(
            async cancellationToken => Read(await _prometheus.QueryAsync(All, cancellationToken)), found => found.Count >= ours.Count);
        Assert.Equal(ours.Keys.Order(StringComparer.Ordinal), theirs.Keys.Order(StringComparer.Ordinal));
        Assert.All(ours, series => Assert.Equal(series.Value, theirs[series.Key]));
        Assert.Equal(_monitoring.Exporters.Count, (await _prometheus.QueryAsync("up{job=~\"simulator-.*\"} == 1")).Count);
    }

    private static Dictionary<string, double> Read(JsonArray result) => result.ToDictionary(
        element => LabelSet.Of([.. element!["metric"]!.AsObject().Select(l => (l.Key, (string)l.Value!))]).ToString(),
        element => double.Parse((string)element!["value"]![1]!, System.Globalization.CultureInfo.InvariantCulture));
}

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
using Pipeline.Simulator.PromQl.Matching;
using Pipeline.Simulator.Tests.Metrics;
using Pipeline.Simulator.Time;

namespace Pipeline.Simulator.Tests.PromQl;

/// <summary>The simulator's monitoring after half an hour of a small shop, and a real Prometheus that holds the same samples.</summary>
public sealed class TwoServers : IAsyncLifetime
{
    private const int SeriesPerRequest = 400;
    private readonly WritablePrometheus _prometheus = new();
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly Monitoring _monitoring;
    private readonly SimulationLoop _loop;
    private readonly WebApplication _ours;

    public TwoServers()
    {
        var now = TimeProvider.System.GetUtcNow();
        Start = new DateTimeOffset(now.UtcTicks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero).AddMinutes(-32);
        _loop = new SimulationLoop(Start, TimeProvider.System);
        var shop = new SmallShop(_loop);
        _monitoring = new Monitoring(_loop, shop.Cluster, shop, new HistoryOptions());
        _monitoring.Start();
        _loop.Advance(TimeSpan.FromMinutes(30));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        _ours = builder.Build();
        _ours.MapMonitoring(_monitoring, TimeProvider.System);
    }

    /// <summary>When the shop's half hour begins.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset End => Start.AddMinutes(30);

    /// <summary>The samples that both have.</summary>
    public IReadOnlyList<SeriesSamples> Samples { get; private set; } = [];

    /// <summary>The simulator's address.</summary>
    public Uri Ours { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _prometheus.InitializeAsync();
        await _ours.StartAsync();
        Ours = new Uri(_ours.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Samples = [.. _monitoring.History.Read([new LabelMatcher("__name__", MatchKind.NotEqual, "")], 0, long.MaxValue)];
        foreach (var series in Samples.Chunk(SeriesPerRequest))
        {
            using var request = RemoteWrite.Request(_prometheus.Address, series);
            using var answer = await _client.SendAsync(request);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    /// <summary>Asks both the same.</summary>
    /// <param name="path">"query" or "query_range".</param>
    public async Task<(ApiAnswer Ours, ApiAnswer Theirs)> AskAsync(string path, params (string Name, string Value)[] parameters)
    {
        var ours = await AskAsync(Ours, path, parameters);
        return (ours, await AskAsync(_prometheus.Address, path, parameters));
    }

    public async Task DisposeAsync()
    {
        await _ours.DisposeAsync();
        _monitoring.Dispose();
        _client.Dispose();
        await _prometheus.DisposeAsync();
    }

    private async Task<ApiAnswer> AskAsync(Uri server, string path, (string Name, string Value)[] parameters)
    {
        using var form = new FormUrlEncodedContent(parameters.Select(p => KeyValuePair.Create(p.Name, p.Value)));
        using var answer = await _client.PostAsync(new Uri(server, $"/api/v1/{path}"), form);
        return ApiAnswer.Read(answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}

using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.EventStore;
using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Health;
using Pipeline.Hosting.Stages;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Collector.Tests;

/// <summary>The collector as its Program.cs makes it, with the bus in memory and somebody who reads the partitions' queues.</summary>
internal sealed class HostedCollector : IAsyncDisposable
{
    public const string Token = "a-token-for-alertmanager";
    public const string Password = "a-password-for-alertmanager";
    private readonly WebApplication _app;

    private HostedCollector(WebApplication app, PartitionReader reader) => (_app, Reader) = (app, reader);

    public PartitionReader Reader { get; }

    public Uri Webhook => new($"{_app.Urls.Single()}/api/v1/alertmanager");

    public PostgresEventStore Store => _app.Services.GetRequiredService<PostgresEventStore>();

    public IServiceProvider Services => _app.Services;

    public IBus Bus => _app.Services.GetRequiredService<IBus>();

    public static async Task<HostedCollector> StartAsync(TestDatabase database, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        (string Key, string Value)[] all =
        [
            ("http:url", "http://127.0.0.1:0"), ("log:level", "warning"), ("cluster", "demo"), ("partitions", "4"), ("bus:transport", "in-memory"),
            ("database:connectionString", database.ConnectionString), ("masking:key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))),
            ("access:tokens:0:name", "alertmanager"), ("access:tokens:0:roles", "ingest"), ("access:tokens:0:secret", Token),
            ("access:tokens:1:name", "ana"), ("access:tokens:1:roles", "viewer"), ("access:tokens:1:secret", "a-token-for-looking-only"),
            ("access:users:0:name", "am"), ("access:users:0:roles", "ingest"), ("access:users:0:secret", Password), .. settings,
        ];
        builder.AddPipelineDefaults("collector", new GivenSettings { Settings = [.. all.Select(s => new GivenSetting(s.Key, s.Value, $"flag --{s.Key}"))] });
        builder.AddCollector();
        var reader = new PartitionReader();
        builder.Services.AddSingleton(reader);
        builder.AddPipelineStage("reader").ConsumesPartitions<PartitionReader.Consumer>(PartitionQueues.Scoring).Consumes<PartitionReader.HintConsumer>();
        builder.AddPipelineBus();
        var app = builder.Build();
        app.MapPipelineHealth();
        app.MapCollector();
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        await Eventually.HoldsAsync(async token => (await client.GetAsync(new Uri("/health/ready", UriKind.Relative), token)).IsSuccessStatusCode);
        return new HostedCollector(app, reader);
    }

    public async Task<HttpResponseMessage> PostAsync(string body, string? token = Token, string? basic = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Webhook) { Content = new StringContent(body) };
        if (basic is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(basic)));
        else if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await client.SendAsync(request);
    }

    public async Task<IReadOnlyList<SymptomReport>> IntakeAsync(CancellationToken cancellationToken = default) =>
        [.. (await Store.Intake.WaitingAsync("demo", 1000, cancellationToken)).Select(row => row.Payload.Deserialize<SymptomReport>(JsonSerializerOptions.Web)!)];

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>Stands where the detector stands.</summary>
internal sealed class PartitionReader
{
    private readonly List<MetricWindowsCollected> _messages = [];

    public IReadOnlyList<MetricWindowsCollected> Messages
    {
        get
        {
            lock (_messages)
                return [.. _messages];
        }
    }

    /// <summary>Clusters whose intake was said to wait.</summary>
    public ConcurrentQueue<string> Hints { get; } = new();

    public sealed class HintConsumer(PartitionReader reader) : IConsumer<IntakeWaiting>
    {
        public Task Consume(ConsumeContext<IntakeWaiting> context)
        {
            reader.Hints.Enqueue(context.Message.Cluster);
            return Task.CompletedTask;
        }
    }

    public sealed class Consumer(PartitionReader reader) : IConsumer<MetricWindowsCollected>
    {
        public Task Consume(ConsumeContext<MetricWindowsCollected> context)
        {
            lock (reader._messages)
                reader._messages.Add(context.Message);
            return Task.CompletedTask;
        }
    }
}

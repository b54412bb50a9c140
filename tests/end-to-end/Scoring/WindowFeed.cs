using System.Collections.Concurrent;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts.Metrics;
using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Stages;

namespace Pipeline.EndToEnd.Tests.Scoring;

/// <summary>Stands where the collector stands, on the real broker: sends windows in disorder, and again to who asks for them.</summary>
internal sealed class WindowFeed : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly Sent _sent;

    private WindowFeed(WebApplication host, Sent sent) => (_host, _sent) = (host, sent);

    /// <summary>Requests for a backfill that were answered.</summary>
    public int Answered => _sent.Answered;

    /// <param name="settings">"cluster" → "test".</param>
    public static async Task<WindowFeed> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddPipelineDefaults("collector", new GivenSettings
        {
            Settings = [.. settings.Select(setting => new GivenSetting(setting.Key, setting.Value, $"flag --{setting.Key}"))],
        });
        var sent = new Sent();
        builder.Services.AddSingleton(sent);
        builder.AddPipelineStage("collector").Consumes<AnswerBackfillConsumer>();
        builder.AddPipelineBus();
        var host = builder.Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<BusStarted>().WaitAsync(CancellationToken.None);
        return new WindowFeed(host, sent);
    }

    /// <summary>
    /// Sends messages: of each partition's, pairs of neighbours change places, some come twice, and some are lost on
    /// the way (never the last, since only a later one shows that something is missing).
    /// </summary>
    public async Task SendInDisorderAsync(IReadOnlyList<MetricWindowsCollected> messages)
    {
        foreach (var message in messages)
            _sent.Add(message);
        var sender = _host.Services.GetRequiredService<PartitionSender>();
        await Task.WhenAll(messages.GroupBy(message => message.Partition).Select(async partition =>
        {
            foreach (var message in Disordered([.. partition]))
                await sender.SendAsync(message, CancellationToken.None);
        }));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
    }

    private static IEnumerable<MetricWindowsCollected> Disordered(IReadOnlyList<MetricWindowsCollected> inOrder)
    {
        for (var place = 0; place < inOrder.Count; place++)
        {
            var swapped = place / 2 % 3 == 1 ? place ^ 1 : place;
            var number = swapped < inOrder.Count ? swapped : place;
            if (number % 7 == 5 && number < inOrder.Count - 1)
                continue;
            yield return inOrder[number];
            if (number % 4 == 1)
                yield return inOrder[number];
        }
    }

    /// <summary>What went out, lost on the way or not.</summary>
    public sealed class Sent
    {
        private readonly ConcurrentQueue<MetricWindowsCollected> _messages = new();
        private int _answered;

        public int Answered => _answered;

        public void Add(MetricWindowsCollected message) => _messages.Enqueue(message);

        public IReadOnlyList<MetricWindowsCollected> Since(BackfillRequested request)
        {
            Interlocked.Increment(ref _answered);
            return [.. _messages.Where(message => message.Source == request.Source && message.Partition == request.Partition && message.To > request.From)];
        }
    }

    /// <summary>Sends once more what a partition has not covered, in order.</summary>
    public sealed class AnswerBackfillConsumer(Sent sent, PartitionSender sender) : IConsumer<BackfillRequested>
    {
        public async Task Consume(ConsumeContext<BackfillRequested> context)
        {
            foreach (var message in sent.Since(context.Message))
                await sender.SendAsync(message, context.CancellationToken);
        }
    }
}

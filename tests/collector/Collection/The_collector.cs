using Pipeline.Contracts.Metrics;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Collector.Tests.Collection;

[Collection(ServersCollection.Name)]
public sealed class The_collector(PostgresFixture postgres)
{
    private static readonly DateTimeOffset End = DateTimeOffset.FromUnixTimeSeconds(1661150400).AddMinutes(52);

    [Fact]
    public async Task Brings_the_shipped_recording_into_the_partitions_and_answers_for_what_was_lost()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var collector = await HostedCollector.StartAsync(database, Replay("max"));
        var messages = await Eventually.ReadsAsync(() => collector.Reader.Messages, all => all.Count(m => m.To == End) >= 4);
        Assert.Equal(40 * 53, messages.SelectMany(m => m.Windows).GroupBy(w => w.SeriesKey()).Sum(s => s.SelectMany(Times).Distinct().Count()));
        Assert.All(messages, m => Assert.Equal(("demo", "csv:shop", SourceClock.Recorded), (m.Cluster, m.Source, m.Clock)));
        Assert.Contains(messages, m => m.WarmUp);
        var lost = messages.First(m => m is { Windows.Count: > 0, WarmUp: false });
        await collector.Bus.Publish(new BackfillRequested { Cluster = "demo", Source = "csv:shop", Partition = lost.Partition, From = lost.From });
        var repeated = await Eventually.ReadsAsync(
            () => collector.Reader.Messages.Skip(messages.Count).ToList(), all => all.Any(m => m.To == End));
        Assert.All(repeated, m => Assert.Equal(lost.Partition, m.Partition));
        Assert.Equal(lost.From, repeated[0].From);
    }

    [Fact]
    public async Task Goes_on_after_a_restart_where_it_stopped_and_one_of_two_works()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        DateTimeOffset reached;
        await using (var first = await HostedCollector.StartAsync(database, Replay("600x")))
        {
            await using var second = await HostedCollector.StartAsync(database, Replay("600x"));
            await Eventually.HoldsAsync(() => first.Reader.Messages.Count + second.Reader.Messages.Count > 12);
            Assert.Contains(0, new[] { first.Reader.Messages.Count, second.Reader.Messages.Count });
            reached = first.Reader.Messages.Concat(second.Reader.Messages).Max(m => m.To);
        }
        await using var next = await HostedCollector.StartAsync(database, Replay("max"));
        var messages = await Eventually.ReadsAsync(() => next.Reader.Messages, all => all.Any(m => m.To == End));
        Assert.InRange(messages.Min(m => m.From), reached - TimeSpan.FromMinutes(1), End);
    }

    private static (string, string)[] Replay(string speed) =>
    [
        ("collector:csv:shop:path", Some.Data("online-boutique.csv")), ("collector:csv:shop:speed", speed), ("collector:csv:shop:warmUp", "10m"),
        ("collector:csv:shop:kind", "Deployment"), ("collector:csv:shop:namespace", "boutique"),
    ];

    private static IEnumerable<DateTimeOffset> Times(MetricWindow window) => Enumerable.Range(0, window.Samples.Count).Select(i => window.Start + (window.Step * i));
}

using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Collector.Collection;
using Pipeline.Collector.Delivery;
using Pipeline.Testing;

namespace Pipeline.Collector.Tests.Collection;

public sealed class Running_a_source
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ManualClock _clock = new(Some.Noon);
    private readonly SentWindows _sent = new();

    [Fact]
    public async Task Sends_everything_to_the_frontier_and_saves_the_position_behind_it()
    {
        using var runner = Runner(Source());
        await RunAsync(runner, 25);
        Assert.Equal(2 * 25, _sent.Samples.Count);
        Assert.Equal(Some.Noon + (Minute * 25), _sent.Position);
        Assert.Equal([0, 1, 2, 3], _sent.Messages.Select(m => m.Partition).Distinct().Order());
        _sent.AssertContinuous();
    }

    [Fact]
    public async Task Sends_again_what_was_not_confirmed_and_leaves_nothing_out()
    {
        using var runner = Runner(Source());
        await RunAsync(runner, 5);
        _clock.Advance(Minute * 5);
        _sent.FailNext(1);
        await Assert.ThrowsAsync<IOException>(() => runner.RoundAsync(default));
        Assert.Equal(Some.Noon + (Minute * 5), _sent.Position);
        await runner.RoundAsync(default);
        Assert.Equal(2 * 10, _sent.Samples.Count);
        _sent.AssertContinuous();
    }

    [Fact]
    public async Task Goes_on_where_a_killed_collector_stopped()
    {
        using (var killed = Runner(Source()))
            await RunAsync(killed, 5);
        _clock.Advance(Minute * 30);
        using var next = Runner(Source());
        await next.RoundAsync(default);
        Assert.Equal(2 * 35, _sent.Samples.Count);
        _sent.AssertContinuous();
    }

    [Fact]
    public async Task Says_once_that_a_series_ended_when_its_next_samples_did_not_come()
    {
        var source = Source((name, i) => name == "pay" && i > 5 ? null : i);
        using var runner = Runner(source);
        for (var i = 0; i < 10; i++)
            await RunAsync(runner, 1);
        var ended = Assert.Single(_sent.Missing);
        Assert.Equal(("pay", "load", "series ended"), (ended.Entity.Name, ended.Metric, ended.Reason));
        Assert.Equal((Some.Noon + (Minute * 5), Some.Noon + (Minute * 8)), (ended.Since, ended.Until));
    }

    [Fact]
    public async Task Says_that_a_series_ended_while_no_collector_ran()
    {
        var source = Source((name, i) => name == "pay" && i > 5 ? null : i);
        using (var killed = Runner(source))
            await RunAsync(killed, 5);
        _clock.Advance(Minute * 10);
        using var next = Runner(source);
        await next.RoundAsync(default);
        Assert.Equal("pay", Assert.Single(_sent.Missing).Entity.Name);
    }

    [Fact]
    public async Task Does_not_take_a_failed_query_for_the_end_of_its_series()
    {
        var silent = false;
        var source = Source((_, i) => silent ? null : i);
        using var runner = Runner(source);
        await RunAsync(runner, 5);
        silent = true;
        source.Missing = [new() { Entity = new("demo", null, "MetricSource", "memory"), Metric = "load", Reason = "the query failed: 422", Since = Some.Noon, Until = Some.Noon }];
        await RunAsync(runner, 10);
        Assert.All(_sent.Missing, m => Assert.Equal("the query failed: 422", m.Reason));
    }

    [Fact]
    public async Task Says_an_outage_with_its_reason_and_fills_the_gap_afterwards()
    {
        var source = Source();
        using var runner = Runner(source);
        await RunAsync(runner, 5);
        source.Outage = "connection refused, token=abcdefghijklmnop1234567890";
        _clock.Advance(Minute);
        await runner.RoundAsync(default);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await runner.RoundAsync(default);
        var said = Assert.Single(_sent.Missing);
        Assert.Equal(("MetricSource/memory", null), (said.Entity.ToString(), said.Metric));
        Assert.StartsWith("connection refused", said.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("abcdefghijklmnop1234567890", said.Reason, StringComparison.Ordinal);
        Assert.Equal(Some.Noon + (Minute * 5), _sent.Position);
        source.Outage = null;
        await RunAsync(runner, 4);
        Assert.Equal(2 * 10, _sent.Samples.Count);
        _sent.AssertContinuous();
    }

    [Fact]
    public async Task Says_a_gap_that_the_source_cannot_fill_any_more()
    {
        var source = Source();
        using (var killed = Runner(source))
            await RunAsync(killed, 5);
        _clock.Advance(TimeSpan.FromHours(10));
        source.Origin = Some.Noon + TimeSpan.FromHours(9);
        using var next = Runner(source);
        await next.RoundAsync(default);
        var gap = _sent.Missing.First();
        Assert.Equal((Some.Noon + (Minute * 5), source.Origin), (gap.Since, gap.Until));
        _sent.AssertContinuous();
    }

    [Fact]
    public async Task Warms_baselines_with_history_and_does_not_watch_its_series()
    {
        var source = Source((name, i) => name == "pay" && i > 5 ? null : i);
        source.WarmUpUntil = Some.Noon + (Minute * 20);
        using var runner = Runner(source);
        await RunAsync(runner, 25);
        Assert.All(_sent.Messages, m => Assert.Equal(m.From < source.WarmUpUntil, m.WarmUp));
        Assert.Empty(_sent.Missing);
        _sent.AssertContinuous();
    }

    [Fact]
    public async Task Answers_a_partition_s_gap_with_its_windows_alone()
    {
        using var runner = Runner(Source());
        await RunAsync(runner, 25);
        var message = _sent.Messages.First(m => m.Windows.Count > 0);
        var before = _sent.Messages.Count;
        await runner.RepeatAsync(message.Partition, Some.Noon + (Minute * 7), default);
        var repeated = _sent.Messages.Skip(before).ToList();
        Assert.All(repeated, m => Assert.Equal(message.Partition, m.Partition));
        Assert.Equal((Some.Noon + (Minute * 7), Some.Noon + (Minute * 25)), (repeated[0].From, repeated[^1].To));
        Assert.Equal(
            Enumerable.Range(8, 18).Select(i => (double?)i),
            repeated.SelectMany(m => m.Windows).Where(w => w.Entity == message.Windows[0].Entity).SelectMany(w => w.Samples));
    }

    [Fact]
    public async Task Says_what_of_a_gap_is_older_than_the_source()
    {
        var source = Source();
        using var runner = Runner(source);
        await RunAsync(runner, 5);
        for (var partition = 0; partition < 4; partition++)
        {
            var before = _sent.Messages.Count;
            await runner.RepeatAsync(partition, DateTimeOffset.MinValue, default);
            var gap = Assert.Single(_sent.Messages[before].Missing);
            Assert.Equal((DateTimeOffset.MinValue, Some.Noon), (gap.Since, gap.Until));
            Assert.Equal(Some.Noon + (Minute * 5), _sent.Messages[^1].To);
        }
    }

    private SourceInMemory Source(Func<string, int, double?>? value = null) => new(_clock.GetUtcNow, value ?? ((_, i) => i), "cart", "pay");

    private SourceRunner Runner(SourceInMemory source) => new(
        "demo", source, new MessageCutter("demo", new OwnerPartition(4), Some.Masker), _sent, _sent, _clock, NullLogger.Instance);

    private async Task RunAsync(SourceRunner runner, int minutes)
    {
        _clock.Advance(Minute * minutes);
        await runner.RoundAsync(default);
    }
}

using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.Detector.Tests.Scoring;

public sealed class Scoring_a_partition(PostgresFixture postgres) : DetectorTest(postgres)
{
    [Fact]
    public async Task Stores_reports_position_and_hint_together()
    {
        var scorer = Replica();
        await scorer.ScoreAsync(Minutes(0, 60), Token);
        Assert.Empty(await OutboxAsync());
        await scorer.ScoreAsync(Minutes(60, 120), Token);
        Assert.Equal(Texts(ExpectedReports), Texts(await ReportsAsync()));
        Assert.Equal(new IntakeWaiting { Cluster = "test" }, Assert.Single(await OutboxAsync()));
        Assert.Equal(Minutes(60, 120).To, await CoveredAsync());
    }

    [Fact]
    public async Task Is_the_same_whichever_replica_does_it_and_however_often()
    {
        for (var minute = 0; minute < 120; minute += 5)
        {
            var message = Minutes(minute, minute + 5);
            await Replica().ScoreAsync(message, Token);
            await Replica().ScoreAsync(message, Token); // delivered again: the acknowledgement was lost
        }

        Assert.Equal(Texts(ExpectedReports), Texts(await ReportsAsync()));
    }

    [Fact]
    public async Task Goes_on_after_another_replica_had_the_partition_for_a_while()
    {
        var (one, other) = (Replica(), Replica());
        var turn = 0;
        for (var minute = 0; minute < 120; minute += 4)
            await (turn++ % 5 < 3 ? one : other).ScoreAsync(Minutes(minute, minute + 4), Token);
        Assert.Equal(Texts(ExpectedReports), Texts(await ReportsAsync()));
        Assert.DoesNotContain(await OutboxAsync(), message => message is BackfillRequested);
    }

    [Fact]
    public async Task Stores_nothing_when_the_transaction_fails_and_everything_at_the_next_try()
    {
        var scorer = Replica();
        await scorer.ScoreAsync(Minutes(0, 60), Token);
        await Store.Database.ExecuteAsync("alter table {schema}.pipeline_outbox rename to away", Token);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => scorer.ScoreAsync(Minutes(60, 120), Token));
        Assert.Empty(await ReportsAsync());
        Assert.Equal(Minutes(0, 60).To, await CoveredAsync());
        await Store.Database.ExecuteAsync("alter table {schema}.away rename to pipeline_outbox", Token);
        await scorer.ScoreAsync(Minutes(60, 120), Token);
        Assert.Equal(Texts(ExpectedReports), Texts(await ReportsAsync()));
    }

    [Fact]
    public async Task Does_nothing_with_what_is_covered()
    {
        var scorer = Replica();
        await scorer.ScoreAsync(Minutes(0, 60), Token);
        var version = await Checkpoints.VersionAsync("test", 3, Token);
        await scorer.ScoreAsync(Minutes(0, 30), Token);
        Assert.Equal(version, await Checkpoints.VersionAsync("test", 3, Token));
    }

    [Fact]
    public async Task Asks_for_a_lost_message_now_and_then_and_goes_on_when_it_comes()
    {
        var scorer = Replica();
        await scorer.ScoreAsync(Minutes(0, 60), Token);
        await scorer.ScoreAsync(Minutes(65, 70), Token);
        await scorer.ScoreAsync(Minutes(70, 75), Token);
        var expected = new BackfillRequested { Cluster = "test", Source = "prometheus", Partition = 3, From = Minutes(0, 60).To };
        Assert.Equal(expected, Assert.Single(await OutboxAsync()));
        Clock.Advance(TimeSpan.FromSeconds(31));
        await scorer.ScoreAsync(Minutes(75, 80), Token);
        Assert.Equal([expected, expected], await OutboxAsync());
        Assert.Equal(Minutes(0, 60).To, await CoveredAsync());
        await scorer.ScoreAsync(Minutes(60, 80), Token);
        await scorer.ScoreAsync(Minutes(80, 120), Token);
        Assert.Equal(Texts(ExpectedReports), Texts(await ReportsAsync()));
    }

    [Fact]
    public async Task Gives_a_lost_message_up_in_the_end()
    {
        var scorer = Replica();
        await scorer.ScoreAsync(Minutes(0, 60), Token);
        await scorer.ScoreAsync(Minutes(62, 70), Token);
        Clock.Advance(Options.GapPatience);
        await scorer.ScoreAsync(Minutes(62, 70), Token);
        Assert.Equal(Minutes(62, 70).To, await CoveredAsync());
        Assert.Equal(Some.Noon + (Some.Minute * 62), (await ReportsAsync())[0].StartedAt);
    }

    [Fact]
    public async Task Learns_from_history_without_a_report()
    {
        var scorer = Replica();
        await scorer.ScoreAsync(Minutes(0, 70) with { WarmUp = true }, Token);
        Assert.Empty(await ReportsAsync());
        Assert.Equal(Minutes(0, 70).To, await CoveredAsync());
        await Replica().ScoreAsync(Minutes(70, 120), Token);
        Assert.Empty(await ReportsAsync());
    }

    [Fact]
    public async Task Says_that_a_burning_series_is_missing_when_the_source_goes_on_without_it()
    {
        await Replica().ScoreAsync(Minutes(0, 66), Token);
        await Replica().ScoreAsync(Minutes(66, 66) with { To = Minutes(0, 80).To }, Token);
        Assert.Equal(SymptomStatus.Missing, (await ReportsAsync())[^1].Status);
    }

    [Fact]
    public async Task Reports_what_the_collector_misses_and_remembers_it()
    {
        var gap = new MissingData
        {
            Entity = MissingData.Source("test", "prometheus"),
            Reason = "connection refused",
            Since = Some.Noon,
            Until = Some.Noon + TimeSpan.FromMinutes(6),
        };
        await Replica().ScoreAsync(Minutes(0, 0) with { Missing = [gap] }, Token);
        await Replica().ScoreAsync(Minutes(0, 20), Token);
        Assert.Equal([SymptomStatus.Firing, SymptomStatus.Cleared], (await ReportsAsync()).Select(report => report.Status));
    }

    [Fact]
    public async Task Forgets_series_that_are_no_more()
    {
        await Replica().ScoreAsync(Minutes(0, 60), Token);
        await Replica().ScoreAsync(Minutes(60, 60) with { To = Some.Noon + TimeSpan.FromHours(26) }, Token);
        Assert.Empty((await Checkpoints.LoadAsync("test", 3, Options.Settings(), Token)).Series);
    }

    [Fact]
    public async Task Takes_no_more_series_than_it_may()
    {
        Options = new DetectorOptions { MostSeries = 100 };
        var windows = Enumerable.Range(0, 120).Select(i => Some.Window(0.5) with { Metric = $"metric-{i}" });
        await Replica().ScoreAsync(Minutes(0, 0) with { To = Some.Noon, Windows = [.. windows] }, Token);
        Assert.Equal(100, (await Checkpoints.LoadAsync("test", 3, Options.Settings(), Token)).Series.Count);
    }

    [Fact]
    public async Task Keeps_positions_to_the_tick()
    {
        var odd = Some.Noon + TimeSpan.FromTicks(7);
        await Replica().ScoreAsync(Minutes(0, 0) with { To = odd }, Token);
        Assert.Equal(odd, await CoveredAsync());
        await Replica().ScoreAsync(Minutes(0, 0) with { From = odd, To = odd + Some.Minute }, Token);
        Assert.Empty(await OutboxAsync());
    }

    [Fact]
    public async Task Keeps_a_series_in_about_two_kilobytes()
    {
        await Replica().ScoreAsync(Minutes(0, 120), Token);
        var sizes = await Store.Database.QueryAsync(
            "select octet_length(state) from {schema}.pipeline_scoring_series", row => row.GetInt32(0), Token);
        Assert.InRange(Assert.Single(sizes), 500, 2048);
    }
}

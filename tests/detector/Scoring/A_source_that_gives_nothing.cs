using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.Detector.Tests.Scoring;

/// <summary>As the collector says it: to one partition, that may hold no series of the source.</summary>
public sealed class A_source_that_gives_nothing(PostgresFixture postgres) : DetectorTest(postgres)
{
    [Fact]
    public async Task Is_a_symptom_until_it_answers_again()
    {
        for (var minute = 1; minute <= 10; minute++)
            await Replica().ScoreAsync(Round(0, 0, Lacking(null, minute)), Token);
        Assert.Equal(("data-missing", SymptomStatus.Firing, At(5)), Facts((await ReportsAsync())[0]));
        await Replica().ScoreAsync(Round(0, 9), Token); // the newest samples may be older than the last refusal
        Assert.DoesNotContain(await ReportsAsync(), report => report.Status == SymptomStatus.Cleared);
        await Replica().ScoreAsync(Round(9, 11), Token);
        await Replica().ScoreAsync(Round(11, 12), Token);
        await IsOverAtAsync(11);
    }

    [Fact]
    public async Task To_one_query_is_a_symptom_until_that_is_answered_again()
    {
        for (var minute = 1; minute <= 10; minute++)
            await Replica().ScoreAsync(Round(minute - 1, minute, Lacking("error-ratio", minute)), Token);
        Assert.Equal(("data-missing", SymptomStatus.Firing, At(5)), Facts((await ReportsAsync())[0]));
        await Replica().ScoreAsync(Round(10, 11), Token);
        await IsOverAtAsync(11);
    }

    [Fact]
    public async Task Is_not_over_by_history_that_warms_up()
    {
        await Replica().ScoreAsync(Round(0, 0, Lacking(null, 6)), Token);
        await Replica().ScoreAsync(Round(0, 7) with { WarmUp = true }, Token);
        Assert.Equal(SymptomStatus.Firing, Assert.Single(await ReportsAsync()).Status);
    }

    [Fact]
    public async Task Any_more_in_one_series_is_accepted_after_the_time_that_is_set()
    {
        Options = new DetectorOptions { AcceptMissingAfter = TimeSpan.FromMinutes(30) };
        await Replica().ScoreAsync(Round(0, 6, Lacking("cpu-utilization", 6) with { Entity = Some.Pod, Reason = "series ended" }), Token);
        await Replica().ScoreAsync(Round(6, 35), Token);
        Assert.Single(await ReportsAsync());
        await Replica().ScoreAsync(Round(35, 50), Token);
        Assert.EndsWith("accepted as gone for good", await IsOverAtAsync(36), StringComparison.Ordinal);
    }

    private async Task<string> IsOverAtAsync(int minute)
    {
        var reports = await ReportsAsync();
        var cleared = Assert.Single(reports, report => report.Status == SymptomStatus.Cleared);
        Assert.Equal(("data-missing", SymptomStatus.Cleared, At(minute)), Facts(cleared));
        Assert.Equal((cleared, 1), (reports[^1], reports.Select(report => report.SymptomKey).Distinct().Count()));
        return cleared.Reason;
    }

    private static (string, SymptomStatus, DateTimeOffset) Facts(SymptomReport report) => (report.FailureClass, report.Status, report.ObservedAt);

    private static DateTimeOffset At(int minute) => Some.Noon + (Some.Minute * minute);

    private static MetricWindowsCollected Round(int from, int to, params MissingData[] missing) =>
        Minutes(0, 0) with { From = At(from), To = At(to), Missing = missing };

    private static MissingData Lacking(string? metric, int minutes) => new()
    {
        Entity = MissingData.Source("test", "prometheus"),
        Metric = metric,
        Reason = "connection refused",
        Since = Some.Noon,
        Until = At(minutes),
    };
}

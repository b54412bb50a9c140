using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Detection.Missing;
using Xunit;

namespace Pipeline.Detector.Tests.Series;

public sealed class Missing_data
{
    private readonly List<SymptomReport> _reports = [];

    [Fact]
    public void Are_a_symptom_when_they_stay_away_for_five_minutes()
    {
        var watch = Watch();
        watch.Miss(Gap(4), _reports);
        Assert.Empty(_reports);
        watch.Miss(Gap(5), _reports);
        watch.Miss(Gap(5), _reports);
        var report = Assert.Single(_reports);
        Assert.Equal(("data-missing", SymptomStatus.Firing, Severity.Info), (report.FailureClass, report.Status, report.Severity));
        Assert.Equal("no data of cpu-utilization for 5 min: query returned no series", report.Reason);
        Assert.Equal((Some.Noon, Some.Noon + TimeSpan.FromMinutes(5)), (report.StartedAt, report.ObservedAt));
    }

    [Fact]
    public void Are_over_with_the_first_newer_sample_and_not_before()
    {
        var watch = Watch();
        watch.Miss(Gap(6), _reports);
        watch.See(Some.Pod, "cpu-utilization", Some.Noon + TimeSpan.FromMinutes(6), _reports);
        watch.See(Some.Pod, "memory-utilization", Some.Noon + TimeSpan.FromMinutes(7), _reports);
        Assert.Single(_reports);
        watch.See(Some.Pod, "cpu-utilization", Some.Noon + TimeSpan.FromMinutes(7), _reports);
        Assert.Equal(SymptomStatus.Cleared, _reports[^1].Status);
        Assert.Empty(watch.Gaps);
    }

    [Fact]
    public void Of_a_whole_source_weigh_more_and_end_when_it_goes_on_without_saying_so_again()
    {
        var watch = Watch();
        watch.Miss(Silence(6), _reports);
        Assert.Equal(Severity.Warning, _reports[0].Severity);
        Assert.Equal("no data of the whole source for 6 min: connection refused", _reports[0].Reason);
        watch.Advance(At(6), [], _reports);
        watch.Advance(At(7), [Silence(7)], _reports);
        Assert.Single(_reports);
        watch.Advance(At(7), [], _reports);
        Assert.Equal((SymptomStatus.Cleared, At(7), "the source is missing no longer"), (_reports[^1].Status, _reports[^1].ObservedAt, _reports[^1].Reason));
    }

    [Fact]
    public void Of_one_query_end_apart_from_those_of_another()
    {
        var watch = Watch();
        watch.Miss(Silence(6) with { Metric = "cpu-utilization" }, _reports);
        watch.Miss(Silence(6) with { Metric = "error-ratio" }, _reports);
        watch.See(Some.Pod, "cpu-utilization", At(7), _reports); // another query may give the same metric
        watch.Advance(At(7), [Silence(7) with { Metric = "error-ratio" }], _reports);
        Assert.Equal(("cpu-utilization", SymptomStatus.Cleared), (_reports[^1].Metric, _reports[^1].Status));
        Assert.Equal("error-ratio", Assert.Single(watch.Gaps).Metric);
    }

    [Fact]
    public void Of_a_series_that_ended_are_accepted_in_the_end()
    {
        var watch = Watch();
        watch.Miss(Gap(6), _reports);
        watch.Advance(At(65), [], _reports);
        Assert.Single(_reports);
        watch.Advance(At(80), [], _reports);
        Assert.Equal(
            (SymptomStatus.Cleared, At(66), "no data of cpu-utilization for 66 min: accepted as gone for good"),
            (_reports[^1].Status, _reports[^1].ObservedAt, _reports[^1].Reason));
        Assert.Empty(watch.Gaps);
    }

    [Fact]
    public void That_never_became_a_symptom_are_not_kept_for_ever()
    {
        var watch = Watch();
        watch.Miss(Gap(2), _reports);
        watch.Advance(At(62), [], _reports);
        Assert.Empty(_reports);
        Assert.Empty(watch.Gaps);
    }

    [Fact]
    public void That_never_became_a_symptom_end_without_a_word()
    {
        var watch = Watch();
        watch.Miss(Gap(2), _reports);
        watch.See(Some.Pod, "cpu-utilization", Some.Noon + TimeSpan.FromMinutes(7), _reports);
        Assert.Empty(_reports);
    }

    [Fact]
    public void Are_watched_up_to_a_bound()
    {
        var watch = Watch();
        for (var i = 0; i < MissingDataWatch.MostGaps + 5; i++)
            watch.Miss(Gap(6) with { Metric = $"metric-{i}" }, _reports);
        Assert.Equal(MissingDataWatch.MostGaps, watch.Gaps.Count);
        watch.Miss(Silence(6), _reports);
        Assert.Equal("source", _reports[^1].Metric);
    }

    private static MissingDataWatch Watch() => new("prometheus", SourceClock.Live, [], Some.Settings);

    private static DateTimeOffset At(int minute) => Some.Noon + TimeSpan.FromMinutes(minute);

    private static MissingData Silence(int minutes) => Gap(minutes) with
    {
        Entity = MissingData.Source("test", "prometheus"),
        Metric = null,
        Reason = "connection refused",
    };

    private static MissingData Gap(int minutes) => new()
    {
        Entity = Some.Pod,
        Metric = "cpu-utilization",
        Reason = "query returned no series",
        Since = Some.Noon,
        Until = Some.Noon + TimeSpan.FromMinutes(minutes),
    };
}

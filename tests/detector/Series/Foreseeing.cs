using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Xunit;

namespace Pipeline.Detector.Tests.Series;

/// <summary>A volume that fills by two percent an hour.</summary>
public sealed class Foreseeing
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    [Fact]
    public void A_volume_that_fills_is_told_hours_before_with_the_time_that_is_left()
    {
        var first = ReportsOn(Filling(hours: 30)).First();
        Assert.Equal((SymptomStatus.Firing, "disk-saturation"), (first.Status, first.FailureClass));
        Assert.StartsWith("forecast:", first.SymptomKey, StringComparison.Ordinal);
        var fullAt = Some.Noon + TimeSpan.FromHours(50);
        Assert.InRange(first.PredictedFor!.Value, fullAt.AddHours(-8), fullAt.AddHours(12));
        Assert.InRange((first.PredictedFor.Value - first.ObservedAt).TotalHours, 0, 24);
        Assert.Contains("full in", first.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_was_cleaned_up_is_over()
    {
        var reports = ReportsOn([.. Filling(hours: 40), .. Enumerable.Repeat((double?)0.1, 12 * 30)]).Where(IsForecast).ToList();
        Assert.Equal(SymptomStatus.Cleared, reports[^1].Status);
        Assert.Single(reports, report => report.Status == SymptomStatus.Cleared);
    }

    [Fact]
    public void Of_one_that_is_gone_nothing_is_foreseen_after_an_hour()
    {
        var monitor = Some.Monitor(Window([]));
        var reports = new List<SymptomReport>();
        monitor.Observe(Window(Filling(hours: 40)), reports);
        Assert.True(monitor.IsActive);
        reports.Clear();
        monitor.Advance(Some.Noon.AddHours(40.5), reports);
        Assert.DoesNotContain(reports, report => report.Status == SymptomStatus.Cleared);
        monitor.Advance(Some.Noon.AddHours(41), reports);
        Assert.Equal(SymptomStatus.Cleared, Assert.Single(reports, IsForecast).Status);
    }

    [Fact]
    public void A_steady_one_is_not_told() =>
        Assert.Empty(ReportsOn([.. Enumerable.Range(0, 12 * 72).Select(i => (double?)(0.6 + (0.01 * (i % 7))))]));

    [Fact]
    public void What_was_learned_of_history_counts_and_nothing_of_it_is_told()
    {
        var filling = Filling(hours: 40);
        var (monitor, reports) = (Some.Monitor(Window([])), new List<SymptomReport>());
        monitor.WarmUp(Window(filling[..^24]));
        Assert.Empty(reports);
        monitor.Observe(Window(filling), reports);
        Assert.Contains(reports, IsForecast);
    }

    private static bool IsForecast(SymptomReport report) => report.PredictedFor is not null;

    private static double?[] Filling(int hours) =>
        [.. Enumerable.Range(0, 12 * hours).Select(i => (double?)(i * 0.02 / 12))];

    private static List<SymptomReport> ReportsOn(double?[] samples) => Some.ReportsOn(Window(samples));

    private static MetricWindow Window(double?[] samples) =>
        Some.Window(samples) with { Metric = "volume-utilization", Step = Step };
}

using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Xunit;

namespace Pipeline.Detector.Tests.Series;

public sealed class Watching_a_series
{
    [Fact]
    public void Reports_nothing_of_a_calm_series() => Assert.Empty(Some.ReportsOn(Some.Window(Some.Calm(500))));

    [Fact]
    public void Says_why_with_numbers()
    {
        var reports = Some.ReportsOn(Some.Window([.. Some.Calm(60), .. Some.Level(5, 0.85)]));
        var first = reports[0];
        Assert.Equal(
            "cpu-utilization 0.85 (1), 16.3 robust deviations above the median 0.2 of the last 60 samples, for 2 min", first.Reason);
        Assert.Equal((SymptomStatus.Firing, "cpu-saturation", Severity.Warning), (first.Status, first.FailureClass, first.Severity));
        Assert.Equal(Some.Noon + TimeSpan.FromMinutes(60), first.StartedAt);
        Assert.Equal(Some.Noon + TimeSpan.FromMinutes(62), first.ObservedAt);
        Assert.Equal((0.85, 0.2), (first.Value!.Value, first.Baseline!.Value));
        Assert.Null(first.Threshold);
        Assert.Equal("series:test|shop/Pod/cart-7d4b9c6f8-x2x5z|cpu-utilization|", first.SymptomKey);
        Assert.Equal((60, first.ObservedAt), (first.Window!.Samples.Count, first.Window.End()));
        Assert.All(reports.Skip(1), repeated => Assert.Null(repeated.Window));
    }

    [Fact]
    public void Lets_a_fixed_limit_speak_before_the_score_does()
    {
        var first = Some.ReportsOn(Some.Window([.. Some.Calm(60), .. Some.Level(5, 0.97)]))[0];
        Assert.Equal("cpu-utilization 0.97 (1), at or above the limit 0.9, for 2 min", first.Reason);
        Assert.Equal((0.9, 0.2), (first.Threshold!.Value, first.Baseline!.Value));
    }

    [Fact]
    public void Knows_limits_without_any_history() =>
        Assert.Equal(0.9, Some.ReportsOn(Some.Window(Some.Level(3, 0.95))).Single().Threshold);

    [Fact]
    public void Knows_percent_from_ratios()
    {
        var window = Some.Window(Some.Level(3, 89)) with { Unit = "%" };
        Assert.Empty(Some.ReportsOn(window));
        Assert.Equal(90, Some.ReportsOn(window with { Samples = Some.Level(3, 95) }).Single().Threshold);
    }

    [Fact]
    public void Reports_the_end_once_and_says_what_is_back()
    {
        var reports = Some.ReportsOn(Some.Window([.. Some.Calm(60), .. Some.Level(5, 0.85), .. Some.Calm(20)]));
        var end = Assert.Single(reports, report => report.Status == SymptomStatus.Cleared);
        Assert.Same(end, reports[^1]);
        Assert.Equal(Some.Noon + TimeSpan.FromMinutes(67), end.ObservedAt);
        Assert.EndsWith("from the median 0.2 of the last 60 samples for 2 min: over", end.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_a_symptom_that_goes_on_at_the_interval_only()
    {
        var settings = Some.Settings with { ObservationInterval = TimeSpan.FromMinutes(10) };
        var reports = Some.ReportsOn(Some.Window([.. Some.Calm(60), .. Some.Level(33, 0.85)]), settings);
        Assert.Equal([62, 72, 82, 92], reports.Select(report => (report.ObservedAt - Some.Noon).TotalMinutes));
    }

    [Fact]
    public void Does_not_learn_the_anomaly()
    {
        var reports = Some.ReportsOn(Some.Window([.. Some.Calm(60), .. Some.Level(300, 0.85)]));
        Assert.All(reports, report => Assert.Equal((SymptomStatus.Firing, 0.2), (report.Status, report.Baseline!.Value)));
        Assert.Equal(298, reports.Count);
    }

    [Fact]
    public void Takes_a_steady_level_for_the_new_normal_after_six_hours()
    {
        var reports = Some.ReportsOn(Some.Window([.. Some.Calm(60), .. Some.Calm(600, 0.7)]));
        var end = Assert.Single(reports, report => report.Status == SymptomStatus.Cleared);
        Assert.Equal(Some.Noon + TimeSpan.FromHours(7), end.ObservedAt);
        Assert.Matches("^cpu-utilization 0\\.[67].* has been the level for 6 h and is steady: taken as the new normal in place of 0.2$", end.Reason);
        Assert.Same(end, reports[^1]);
    }

    [Fact]
    public void Never_takes_a_breached_limit_for_normal() =>
        Assert.DoesNotContain(
            Some.ReportsOn(Some.Window([.. Some.Calm(60), .. Some.Level(900, 0.95)])), report => report.Status == SymptomStatus.Cleared);

    [Fact]
    public void Learns_noise_that_came_to_nothing()
    {
        double?[] spiky = [.. Enumerable.Range(0, 400).Select(i => (double?)(i % 6 == 5 ? 0.8 : 0.2))];
        Assert.Empty(Some.ReportsOn(Some.Window(spiky)));
    }

    [Fact]
    public void Says_that_data_are_missing_and_neither_heals_nor_fires_again()
    {
        var reports = Some.ReportsOn(Some.Window(
            [.. Some.Calm(60), .. Some.Level(5, 0.85), .. Enumerable.Repeat((double?)null, 20), .. Some.Level(2, 0.85)]));
        Assert.Equal(
            [SymptomStatus.Firing, SymptomStatus.Firing, SymptomStatus.Firing, SymptomStatus.Missing, SymptomStatus.Firing, SymptomStatus.Firing],
            reports.Select(report => report.Status));
        Assert.Equal(Some.Noon + TimeSpan.FromMinutes(69), reports[3].ObservedAt);
        Assert.Equal(
            "no data of cpu-utilization since 2026-03-04 13:04:00Z: whether the symptom is still there cannot be said", reports[3].Reason);
        Assert.All(reports, report => Assert.Equal(reports[0].StartedAt, report.StartedAt));
    }

    [Fact]
    public void Says_so_too_when_the_source_moves_on_without_the_series()
    {
        var window = Some.Window([.. Some.Calm(60), .. Some.Level(5, 0.85)]);
        var monitor = Some.Monitor(window);
        var reports = new List<SymptomReport>();
        monitor.Observe(window, reports);
        reports.Clear();
        monitor.Advance(window.End() + TimeSpan.FromMinutes(4), reports);
        Assert.Empty(reports);
        monitor.Advance(window.End() + TimeSpan.FromMinutes(6), reports);
        monitor.Advance(window.End() + TimeSpan.FromMinutes(9), reports);
        Assert.Equal(SymptomStatus.Missing, Assert.Single(reports).Status);
    }

    [Fact]
    public void Fires_on_nothing_that_only_warms_up()
    {
        var history = Some.Window([.. Some.Calm(60), .. Some.Level(10, 0.95)]);
        var monitor = Some.Monitor(history);
        monitor.WarmUp(history);
        var reports = new List<SymptomReport>();
        var live = history with { Start = history.End() + Some.Minute, Samples = [.. Some.Calm(5), .. Some.Level(5, 0.85)] };
        monitor.Observe(live, reports);
        Assert.Equal(live.Start + TimeSpan.FromMinutes(5), reports[0].StartedAt);
    }

    [Theory]
    [InlineData("request-rate", "1/s", Signal.Traffic, 100, 2, "traffic-drop")]
    [InlineData("request-rate", "1/s", Signal.Traffic, 100, 900, "traffic-surge")]
    [InlineData("request-latency-p95", "s", Signal.Latency, 0.1, 2, "high-latency")]
    [InlineData("request-error-ratio", "1", Signal.Errors, 0.001, 0.4, "error-burst")]
    [InlineData("network-receive-errors", "1/s", Signal.Errors, 0, 40, "network-errors")]
    [InlineData("memory-utilization", "1", Signal.Saturation, 0.4, 0.8, "memory-saturation")]
    [InlineData("filesystem-utilization", "%", Signal.Saturation, 40, 97, "disk-saturation")]
    [InlineData("restart-count", "{restart}", Signal.Errors, 2, 6, "restarts")]
    [InlineData("restarts", "{restart}", Signal.Errors, 0, 3, "restarts")]
    [InlineData("oom-killed", "1", Signal.Errors, 0, 1, "memory-saturation")]
    [InlineData("unavailable-replicas", "{replica}", Signal.Errors, 0, 1, "workload-unavailable")]
    [InlineData("node-not-ready", "1", Signal.Errors, 0, 1, "node-unhealthy")]
    [InlineData("cpu-throttling", "1", Signal.Saturation, 0.05, 0.6, "cpu-saturation")]
    [InlineData("disk-io-utilization", "1", Signal.Saturation, 0.1, 0.99, "disk-saturation")]
    [InlineData("success-ratio", "1", Signal.Errors, 0.999, 0.8, "error-burst")]
    [InlineData("queue-depth", "{message}", Signal.Saturation, 30, 9000, "metric-anomaly")]
    [InlineData("tiny-current", "A", Signal.Saturation, 1e-9, 5e-9, "metric-anomaly")]
    [InlineData("huge-number", "u", Signal.Saturation, 1e12, 5e12, "metric-anomaly")]
    public void Knows_what_kind_of_failure_a_metric_shows(
        string metric, string unit, Signal signal, double normal, double abnormal, string failureClass)
    {
        var window = Some.Window([.. Some.Calm(60, normal), .. Some.Level(10, abnormal)]) with { Metric = metric, Unit = unit, Signal = signal };
        Assert.Equal(failureClass, Some.ReportsOn(window)[0].FailureClass);
    }
}

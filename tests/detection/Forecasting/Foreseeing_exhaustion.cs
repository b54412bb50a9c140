using Pipeline.Detection.Forecasting;

namespace Pipeline.Detection.Tests.Forecasting;

public sealed class Foreseeing_exhaustion
{
    [Fact]
    public void Tells_the_time_left_of_a_steady_growth()
    {
        var last = Usage.Course(4 * Usage.Day, i => 0.3 + (0.12 * i / Usage.Day)).Foresee()[^1]!.Value;
        AssertNear(TimeSpan.FromHours(24 * 0.22 / 0.12), last.Eta, 0.1);
        Assert.Equal(ForecastBasis.DailyPattern, last.Basis);
        Assert.InRange(last.GrowthPerDay, 0.11, 0.13);
        Assert.InRange(last.Eta, last.Low, last.High);
    }

    [Fact]
    public void Knows_the_hour_of_a_nightly_batch()
    {
        var course = Usage.Course(4 * Usage.Day, i => 0.45 + (0.125 * ((i + Usage.Day - 24) / Usage.Day))); // at two o'clock
        var last = course.Foresee()[^1]!.Value; // midnight; 1.0 is reached by the first batch to come
        AssertNear(TimeSpan.FromHours(2), last.Eta, 0.2);
    }

    [Fact]
    public void Sees_a_leak_that_began_four_hours_ago()
    {
        var last = Usage.Course((3 * Usage.Day) + 48, i => 0.4 + Math.Max(0, 0.1 * (i - (3 * Usage.Day)) / 12)).Foresee()[^1]!.Value;
        AssertNear(TimeSpan.FromHours(2), last.Eta, 0.35);
        Assert.Equal(ForecastBasis.NewGrowth, last.Basis);
        Assert.Matches(@"^full in [^(]+ \(.+ to .+\), growing .+ %/h for \d+ h", last.Reason);
    }

    [Fact]
    public void Is_not_misled_by_a_saw_tooth_that_stays_below() =>
        Assert.Equal(0, Usage.Course(8 * Usage.Day, i => 0.3 + (0.5 * (i % 100) / 100.0)).Foresee().Skip(Usage.Day).Near());

    [Fact]
    public void Follows_the_peaks_of_a_saw_tooth_that_rise()
    {
        var last = Usage.Course(5 * Usage.Day, i => 0.2 + (0.1 * i / Usage.Day) + (0.2 * (i % 96) / 96.0)).Foresee()[^1]!.Value;
        Assert.Equal(ForecastBasis.RisingPeaks, last.Basis);
        Assert.InRange(last.Eta.TotalHours, 20, 36);
    }

    [Fact]
    public void Is_quiet_after_a_clean_up_has_shown_what_happens() =>
        Assert.Equal(0, Usage.Course(9 * Usage.Day, i => 0.3 + (0.5 * (i % 700) / 700.0)).Foresee().Skip(715).Near());

    [Fact]
    public void Speaks_when_the_clean_up_does_not_come()
    {
        var last = Usage.Course(9 * Usage.Day, i => i < 1400 ? 0.3 + (0.45 * (i % 700) / 700.0) : 0.3 + (0.45 * (i - 1400) / 700.0)).Foresee()[^1]!.Value;
        Assert.InRange(last.Eta.TotalHours, 0, 24);
    }

    [Fact]
    public void Does_not_take_a_jump_for_a_growth() =>
        Assert.Equal(0, Usage.Course(5 * Usage.Day, i => i < 2 * Usage.Day ? 0.4 : 0.8).Foresee().Near());

    [Fact]
    public void Does_not_foresee_the_end_of_a_plateau()
    {
        Assert.Equal(0, Usage.Course(8 * Usage.Day, i => 0.92 - (0.5 * Math.Exp(-i / 600.0))).Foresee().Near());
        Assert.All(Usage.Course(3 * Usage.Day, _ => 0.97, noise: 0).Foresee(), forecast => Assert.Null(forecast));
    }

    [Fact]
    public void Says_that_the_limit_is_reached_at_once()
    {
        var reached = new[] { new Sample(Usage.Start, 1.0) }.Foresee()[0]!.Value;
        Assert.Equal((TimeSpan.Zero, ForecastBasis.Reached), (reached.Eta, reached.Basis));
    }

    [Fact]
    public void Reads_a_certificates_date_exactly()
    {
        var forecast = DatedForecast.Of(Usage.Start.AddDays(3), Usage.Start);
        Assert.Equal((TimeSpan.FromDays(3), TimeSpan.FromDays(3)), (forecast.Low, forecast.High));
        Assert.Equal("expires in 3 d", forecast.Reason);
        Assert.Equal(TimeSpan.Zero, DatedForecast.Of(Usage.Start, Usage.Start.AddDays(1)).Eta);
    }

    private static void AssertNear(TimeSpan expected, TimeSpan actual, double tolerance) =>
        Assert.InRange(actual / expected, 1 - tolerance, 1 + tolerance);
}

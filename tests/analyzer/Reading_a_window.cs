using Pipeline.Analyzer.Reading;
using Pipeline.Contracts.Metrics;
using Pipeline.Incidents.Tests;

namespace Pipeline.Analyzer.Tests;

public sealed class Reading_a_window
{
    [Fact]
    public void Tells_before_from_after_the_onset()
    {
        var reading = WindowReading.Of(Window(1, 2, 3, 10, 12, 20, 14), Minute(3), baseline: null)!;
        Assert.Equal((2.0, 13.0, 20.0, Minute(5)), (reading.Before!.Value, reading.After, reading.Peak, reading.PeakAt));
        Assert.Equal((6.5, TimeSpan.FromMinutes(3), true, 0), (reading.Factor!.Value, reading.Observed, reading.Rises, reading.Gaps));
        // slopes of all pairs of 10, 12, 20, 14: 2, 5, 4/3, 8, 1, -6; their median is (4/3 + 2) / 2
        Assert.Equal(5 / 3.0, reading.SlopePerMinute!.Value, 12);
    }

    [Fact]
    public void A_fall_has_its_lowest_sample_as_peak()
    {
        var reading = WindowReading.Of(Window(9, 9, 9, 2, 1, 3), Minute(3), baseline: null)!;
        Assert.Equal((false, 1.0, Minute(4)), (reading.Rises, reading.Peak, reading.PeakAt));
    }

    [Fact]
    public void Too_little_of_before_is_not_made_up()
    {
        var reading = WindowReading.Of(Window(1, 2, 5, 5), Minute(2), baseline: 8)!;
        Assert.Equal((null, null, false), (reading.Before, reading.Factor, reading.Rises));
        Assert.Null(reading.SlopePerMinute);
    }

    [Fact]
    public void Gaps_are_counted_and_left_out()
    {
        var reading = WindowReading.Of(Window(1, null, 1, 1, null, 7, 9), Minute(3.5), baseline: null)!;
        Assert.Equal((2, 1.0, 8.0), (reading.Gaps, reading.Before!.Value, reading.After));
    }

    [Fact]
    public void A_window_that_ends_before_the_onset_says_nothing() =>
        Assert.Null(WindowReading.Of(Window(1, 2, 3), Minute(10), baseline: 1));

    private static DateTimeOffset Minute(double minute) => Some.Noon.AddMinutes(minute);

    private static MetricWindow Window(params double?[] samples) => new()
    {
        Entity = Some.Pod,
        Metric = "m",
        Unit = "1",
        Signal = Signal.Saturation,
        Start = Some.Noon,
        Step = TimeSpan.FromMinutes(1),
        Samples = samples,
    };
}

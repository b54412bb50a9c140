using Pipeline.Detection.Forecasting;

namespace Pipeline.Detection.Tests.Forecasting;

public sealed class Scoring_forecasts
{
    private static readonly long[] Times = [.. Enumerable.Range(0, 2 * Usage.Day).Select(i => (i + 1L) * 300)];
    private static readonly long End = Times[^1] + 300;

    [Fact]
    public void Counts_an_alert_that_stays_until_the_end()
    {
        var score = Of([.. Times.Select(time => (double)(End - time))], End);
        Assert.Equal((1, 1, 0, 1.0), (score.Fills, score.Foreseen, score.FalseDays, score.F1));
        Assert.Equal(1, score.Ratio, 9);
    }

    [Fact]
    public void Does_not_count_one_that_breaks_off() =>
        Assert.Equal(0, Of([.. Times.Select((time, i) => i == Times.Length - 3 ? double.PositiveInfinity : End - time)], End).Foreseen);

    [Fact]
    public void Counts_days_of_false_alerts_and_missing_forecasts_as_ten_times_off()
    {
        var quiet = Of([.. Times.Select(_ => double.PositiveInfinity)], End);
        Assert.Equal((0, 10.0), (quiet.Foreseen, Math.Round(quiet.Ratio, 9)));
        Assert.Equal(2, Of([.. Times.Select((_, i) => i % 200 < 50 ? 60.0 : double.PositiveInfinity)], null).FalseDays);
    }

    private static ExhaustionScore Of(double[] etas, long? fullAt)
    {
        var score = new ExhaustionScore(Usage.Step, TimeSpan.FromHours(24));
        score.Add(Times, etas, fullAt);
        return score;
    }
}

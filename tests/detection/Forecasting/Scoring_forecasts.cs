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

    /// <summary>The numbers are those that exhaust.py prints for the same four series.</summary>
    [Fact]
    public void Agrees_with_the_published_scorer()
    {
        const int full = 900;
        const long start = 1_700_006_400;
        var score = new ExhaustionScore(Usage.Step, TimeSpan.FromHours(24));
        Add(full, start + (full * 300), i => (full - i) * 300 * (i % 2 == 1 ? 1.25 : 0.9));
        Add(1000, null, i => i is (>= 100 and < 500) or (>= 700 and < 706) ? 80_000 : double.PositiveInfinity);
        Add(full, start + (full * 300), i => (full - i) * 300 * 0.4);
        Add(full, start + (full * 300), i => i >= full - 9 ? 3000 : double.PositiveInfinity);
        Assert.Equal((3, 2, 5), (score.Fills, score.Foreseen, score.FalseDays));
        Assert.Equal(
            [0.4, 0.667, 2.724, 2.5, 33.4],
            [Math.Round(score.F1, 3), Math.Round(score.Recall, 3), Math.Round(score.FalseDaysPerWeek, 3), Math.Round(score.Ratio, 2), Math.Round(score.LeadHours, 1)]);

        void Add(int rows, long? fullAt, Func<int, double> eta) => score.Add(
            [.. Enumerable.Range(0, rows).Select(i => start + (300L * i))],
            [.. Enumerable.Range(0, rows).Select(i => Math.Round(eta(i)))], fullAt);
    }

    private static ExhaustionScore Of(double[] etas, long? fullAt)
    {
        var score = new ExhaustionScore(Usage.Step, TimeSpan.FromHours(24));
        score.Add(Times, etas, fullAt);
        return score;
    }
}

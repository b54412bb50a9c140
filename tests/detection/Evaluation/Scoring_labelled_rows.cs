using Pipeline.Detection.Evaluation;

namespace Pipeline.Detection.Tests.Evaluation;

/// <summary>The expected numbers are those of the reference scorers in Python (numpy) on the same rows.</summary>
public sealed class Scoring_labelled_rows
{
    private const int Rows = 400;

    private static readonly bool[] Labels =
        [.. Enumerable.Range(0, Rows).Select(i => i is (>= 60 and < 75) or (>= 200 and < 203) or (>= 205 and < 240) or >= 395)];

    private static readonly double[] Scores =
        [.. Enumerable.Range(0, Rows).Select(i => Math.Round((i * 7919 % 1000 / 1000.0 * 0.6) + (Labels[i] ? 0.4 * (i * 104729 % 100 / 100.0) : 0), 2))];

    [Fact]
    public void By_the_volume_under_the_surface_is_what_TSB_AD_computes()
    {
        Assert.Equal(0.717425767209659, VolumeUnderSurface.Of(Labels, Scores), 1e-9);
        Assert.Equal(0.558157861584761, VolumeUnderSurface.Of(Labels, Scores, window: 10), 1e-9);
    }

    [Fact]
    public void By_average_precision_counts_equal_scores_together() =>
        Assert.Equal(0.5327132383224542, RankedScores.AveragePrecision(Labels, Scores), 1e-12);

    [Fact]
    public void By_the_best_F1_names_its_threshold()
    {
        var (f1, threshold) = RankedScores.BestF1(Labels, Scores);
        Assert.Equal(0.5128205128205128, f1, 1e-12);
        Assert.Equal(0.61, threshold);
        Assert.Equal(f1, RankedScores.F1At(Labels, Scores, threshold), 1e-12);
    }

    [Fact]
    public void By_events_counts_false_alarms_once_for_each_stretch()
    {
        Assert.Equal(new EventMatch(4, 4, 19, 1.5), EventMatch.At(Labels, Scores, 0.55, grace: 50));
        Assert.Equal(new EventMatch(3, 4, 0, 2), EventMatch.At(Labels, Scores, 0.8, grace: 5));
        Assert.Equal(1.0, EventMatch.Best(Labels, Scores, grace: 50).F1);
    }

    [Fact]
    public void Without_a_label_has_no_value()
    {
        var none = new bool[Rows];
        Assert.True(double.IsNaN(VolumeUnderSurface.Of(none, Scores)));
        Assert.True(double.IsNaN(RankedScores.AveragePrecision(none, Scores)));
        Assert.True(double.IsNaN(RankedScores.BestF1(none, Scores).F1));
    }

    [Fact]
    public void Of_another_number_is_refused() =>
        Assert.Throws<ArgumentException>(() => VolumeUnderSurface.Of(Labels, Scores.AsSpan(1)));
}

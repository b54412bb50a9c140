using FsCheck;
using FsCheck.Fluent;
using Pipeline.Detection.Robust;
using Xunit;

namespace Pipeline.Detector.Tests.Robust;

public sealed class The_baseline
{
    [Theory]
    [InlineData(new[] { 3.0 }, 3.0, 0.0)]
    [InlineData(new[] { 1.0, 2.0 }, 1.5, 0.5)]
    [InlineData(new[] { 5.0, 1.0, 3.0 }, 3.0, 2.0)]
    [InlineData(new[] { 1.0, 1.0, 2.0, 2.0, 4.0, 6.0, 9.0 }, 2.0, 1.0)] // the textbook example
    [InlineData(new[] { 2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0 }, 4.5, 0.5)]
    [InlineData(new[] { 7.0, 7.0, 7.0, 7.0 }, 7.0, 0.0)]
    [InlineData(new[] { -1.0, -2.0, -3.0, -4.0 }, -2.5, 1.0)]
    public void Has_the_median_and_the_mad_that_one_gets_by_hand(double[] samples, double median, double mad)
    {
        var baseline = Of(samples);
        Assert.Equal(median, baseline.Median, 12);
        Assert.Equal(mad, baseline.MedianAbsoluteDeviation(), 12);
    }

    [Fact]
    public void Agrees_with_the_definition_for_any_samples_also_after_the_oldest_left() =>
        Prop.ForAll(Samples.ToArbitrary(), samples =>
        {
            var kept = samples.TakeLast(16).ToArray();
            var (median, mad) = (MedianOf(kept), MedianOf([.. kept.Select(x => Math.Abs(x - MedianOf(kept)))]));
            var baseline = Of(samples);
            return Near(baseline.Median, median) && Near(baseline.MedianAbsoluteDeviation(), mad);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Falls_back_on_the_mean_deviation_when_more_than_half_of_the_samples_are_equal()
    {
        var baseline = Of([.. Enumerable.Repeat(0.0, 19), 20.0], 20);
        Assert.Equal(0, baseline.MedianAbsoluteDeviation());
        Assert.Equal(1.2533141373155, baseline.Sigma(), 12); // mean deviation 20 / 20 = 1
    }

    [Fact]
    public void Takes_the_middle_range_for_a_series_that_visits_two_levels()
    {
        var baseline = Of([.. Enumerable.Repeat(1.0, 12), .. Enumerable.Repeat(1.1, 3), .. Enumerable.Repeat(9.0, 5)], 20);
        Assert.Equal((9.0 - 1.0) / 1.6832424671458286, baseline.Sigma(), 12);
    }

    [Fact]
    public void Has_a_spread_of_about_one_for_a_standard_normal_sample()
    {
        var random = new System.Random(7);
        var normal = Enumerable.Range(0, 2000).Select(_ =>
            Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        Assert.InRange(Of([.. normal], 2000).Sigma(), 0.9, 1.1);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Refuses_what_is_not_finite(double value) =>
        Assert.Throws<ArgumentException>(() => new RobustBaseline(8).Add(value));

    internal static RobustBaseline Of(double[] samples, int capacity = 16)
    {
        var baseline = new RobustBaseline(Math.Max(capacity, 8));
        foreach (var sample in samples)
            baseline.Add(sample);
        return baseline;
    }

    private static Gen<double[]> Samples =>
        from count in Gen.Choose(1, 40)
        from values in Gen.Choose(-50, 50).Select(value => value / 4.0).ArrayOf(count)
        select values;

    private static double MedianOf(double[] values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-9;
}

using FsCheck;
using FsCheck.Fluent;
using Pipeline.Contracts;
using Pipeline.Detection;
using Pipeline.Detection.Robust;
using Xunit;

namespace Pipeline.Detector.Tests.Robust;

public sealed class The_robust_score
{
    [Fact]
    public void Is_the_distance_from_the_median_times_0_6745_by_the_mad()
    {
        var baseline = The_baseline.Of([1, 1, 2, 2, 4, 6, 9]);
        var byMad = baseline.MedianAbsoluteDeviation() / RobustScore.MadPerSigma;
        Assert.Equal(0.6745 * (12 - 2) / 1, RobustScore.Of(12, baseline.Median, byMad), 3);
        Assert.Equal(-0.6745 * 2, RobustScore.Of(0, baseline.Median, byMad), 3);
    }

    [Fact]
    public void Is_zero_at_the_median_and_capped_away_from_it_when_all_samples_are_equal()
    {
        Assert.Equal(0, RobustScore.Of(3, 3, 0));
        Assert.Equal(1e6, RobustScore.Of(3.1, 3, 0));
        Assert.Equal(-1e6, RobustScore.Of(2.9, 3, 0));
        Assert.Equal(1e6, RobustScore.Of(double.MaxValue, double.MinValue, 1));
    }

    [Fact]
    public void Does_not_change_when_all_samples_are_scaled_and_shifted() =>
        Prop.ForAll(Cases.ToArbitrary(), c =>
        {
            var (plain, moved) = (The_baseline.Of(c.Samples), The_baseline.Of([.. c.Samples.Select(c.Move)]));
            var before = RobustScore.Of(c.Value, plain.Median, plain.Sigma());
            var after = RobustScore.Of(c.Move(c.Value), moved.Median, moved.Sigma());
            return plain.Sigma() == 0 || Math.Abs(before - after) <= 1e-6 * Math.Max(1, Math.Abs(before));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1)]
    [InlineData(1e12)]
    public void Judges_a_series_the_same_on_any_scale(double scale)
    {
        var detector = Detector(new RobustRule(Direction.Both, 5, 0.5, 0.5, 0, 20, Severity.Warning), scale, 10, 10.2, 9.9, 10.1);
        Assert.Equal(Zone.Abnormal, detector.Judge(At(40, 16 * scale)).Zone);
        Assert.Equal(Zone.Healthy, detector.Judge(At(40, 10.3 * scale)).Zone);
        Assert.Equal(Zone.Abnormal, detector.Judge(At(40, 4 * scale)).Zone);
    }

    [Fact]
    public void Does_not_mind_the_wiggles_of_a_nearly_constant_series()
    {
        var detector = Detector(new RobustRule(Direction.Both, 5, 0.5, 0.5, 0, 20, Severity.Warning), 1, 100, 100.0001);
        var verdict = detector.Judge(At(40, 101));
        Assert.Equal(Zone.Healthy, verdict.Zone);
        Assert.InRange(verdict.Score!.Value, 1.9, 2.1); // one part in a hundred, of a spread of half a part
    }

    [Fact]
    public void Looks_at_one_side_only_when_the_other_is_no_failure()
    {
        var rule = new RobustRule(Direction.Upper, 5, 0.5, 0.5, 0, 20, Severity.Warning);
        Assert.Equal(Zone.Healthy, Detector(rule, 1, 10, 11).Judge(At(40, 0)).Zone);
        Assert.Equal(Zone.Healthy, Detector(rule with { Direction = Direction.Lower }, 1, 10, 11).Judge(At(40, 99)).Zone);
    }

    [Fact]
    public void Says_nothing_before_enough_was_learned()
    {
        var detector = new RobustDetector(new RobustRule(Direction.Both, 5, 0.5, 0.5, 0, 20, Severity.Warning), 60);
        for (var i = 0; i < 19; i++)
            detector.Learn(At(i, 1));
        Assert.Equal(Judgement.None, detector.Judge(At(19, 1000)));
        detector.Learn(At(19, 1));
        Assert.Equal(Zone.Abnormal, detector.Judge(At(20, 1000)).Zone);
    }

    [Fact]
    public void Knows_again_what_happens_at_this_time_every_day()
    {
        var detector = new RobustDetector(new RobustRule(Direction.Both, 5, 0.5, 0.5, 0, 20, Severity.Warning), 60);
        for (var minute = 0; minute < 24 * 60; minute++) // 50 from noon to one, else 10
            detector.Learn(At(minute, minute / 60 == 12 ? 50 : 10 + (minute % 2)));
        var tomorrow = 24 * 60;
        Assert.Equal(Zone.Healthy, detector.Judge(At(tomorrow + (12 * 60) + 30, 50)).Zone);
        var worse = detector.Judge(At(tomorrow + (12 * 60) + 30, 90));
        Assert.Equal((Zone.Abnormal, 50, Basis.Yesterday), (worse.Zone, worse.Baseline!.Value, worse.Basis));
        Assert.Equal(Zone.Abnormal, detector.Judge(At(tomorrow + (20 * 60), 50)).Zone);
    }

    private static Sample At(int minute, double value) => new(Some.Noon + TimeSpan.FromMinutes(minute - 720), value);

    private static RobustDetector Detector(RobustRule rule, double scale, params double[] pattern)
    {
        var detector = new RobustDetector(rule, 60);
        for (var i = 0; i < 40; i++)
            detector.Learn(At(i, pattern[i % pattern.Length] * scale));
        return detector;
    }

    private sealed record Case(double[] Samples, double Value, double Scale, double Shift)
    {
        public double Move(double x) => (x * Scale) + Shift;
    }

    private static Gen<Case> Cases =>
        from count in Gen.Choose(8, 16)
        from samples in Gen.Choose(-1000, 1000).Select(x => x / 8.0).ArrayOf(count)
        from value in Gen.Choose(-1000, 1000)
        from exponent in Gen.Choose(-20, 20)
        from shift in Gen.Choose(-1000, 1000)
        select new Case(samples, value, Math.Pow(2, exponent), shift * Math.Pow(2, exponent)); // exact in binary
}

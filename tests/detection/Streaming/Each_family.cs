using Pipeline.Detection.Streaming;
using Pipeline.Detection.Streaming.Changes;
using Pipeline.Detection.Streaming.Levels;
using Pipeline.Detection.Streaming.Novelty;
using Pipeline.Detection.Streaming.Recurrence;
using Pipeline.Detection.Streaming.Seasons;
using Pipeline.Detection.Streaming.Spectra;

namespace Pipeline.Detection.Tests.Streaming;

public sealed class Each_family
{
    private const int Warm = 2_000;

    [Fact]
    public void Robust_level_sees_a_spike_and_is_not_moved_by_it()
    {
        var (level, noise) = (new RobustLevel(100), new Noise(21));
        var usual = Enumerable.Range(0, Warm).Max(_ => Math.Abs(level.Push(50 + noise.Normal())));
        var before = level.Level;
        Assert.True(level.Push(100) > 3 * usual);
        Assert.Equal(before, level.Level, 0.1);
    }

    [Fact]
    public void Level_shift_sees_a_small_step_that_no_single_value_shows()
    {
        var (shift, noise) = (new LevelShift(), new Noise(22));
        var usual = Enumerable.Range(0, Warm).Select(_ => Math.Abs(shift.Push(50 + noise.Normal()))).Skip(50).Max();
        Assert.True(Enumerable.Range(0, 12).Max(_ => shift.Push(53 + noise.Normal())) > usual);
    }

    [Fact]
    public void Level_shift_sees_a_trend_begin()
    {
        var (shift, noise) = (new LevelShift(), new Noise(23));
        var usual = Enumerable.Range(0, Warm).Select(_ => Math.Abs(shift.Push(50 + noise.Normal()))).Skip(50).Max();
        Assert.True(Enumerable.Range(0, 100).Max(i => shift.Push(50 + (0.1 * i) + noise.Normal())) > usual);
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(0.02, -1)]
    public void Variance_shift_sees_a_series_that_grows_wild_or_freezes(double factor, int sign)
    {
        var (variance, noise) = (new VarianceShift(), new Noise(24));
        var usual = Enumerable.Range(0, Warm).Select(_ => Math.Abs(variance.Push(5 + (2 * noise.Normal())))).Skip(50).Max();
        Assert.True(Enumerable.Range(0, 30).Max(_ => sign * variance.Push(5 + (2 * factor * noise.Normal()))) > usual * 0.9);
    }

    [Fact]
    public void Variance_shift_is_quiet_about_a_level()
    {
        var (variance, noise) = (new VarianceShift(), new Noise(25));
        var usual = Enumerable.Range(0, Warm).Select(_ => Math.Abs(variance.Push(5 + noise.Normal()))).Skip(50).Max();
        variance.Push(9); // the step itself is a jump
        Assert.True(Enumerable.Range(0, 100).Skip(30).Max(_ => Math.Abs(variance.Push(9 + noise.Normal()))) < usual * 1.5);
    }

    [Fact]
    public void Recurrence_foresees_an_oscillation_and_sees_it_stumble()
    {
        var (recurrence, noise) = (new LinearRecurrence(), new Noise(26));
        double Wave(int i) => 10 + (5 * Math.Sin(2 * Math.PI * i / 17)) + (0.2 * noise.Normal());
        var usual = Enumerable.Range(0, Warm).Select(i => Math.Abs(recurrence.Push(Wave(i)))).Skip(1_000).Max();
        Assert.True(Math.Abs(recurrence.Push(Wave(Warm + 8))) > usual); // a value that is usual, but not now
    }

    [Theory]
    [InlineData(86_400, 300)]
    [InlineData(7 * 86_400, 3600)]
    [InlineData(5 * 3600, 60)]
    public void A_season_is_found_and_its_breach_seen(double period, double step)
    {
        var (season, noise) = (new SeasonalResidual(), new Noise(27));
        double Wave(int i) => 100 + (40 * Math.Sin(2 * Math.PI * i * step / period)) + noise.Normal();
        var turn = (int)(period / step);
        var count = Math.Max(8 * turn, 3_000);
        var usual = 0.0;
        for (var i = 0; i < count; i++)
        {
            var score = Math.Abs(season.Push(Fed.Start + (step * i), Wave(i), step));
            if (i > count - turn)
                usual = Math.Max(usual, score);
        }

        Assert.InRange(season.Period, period * 0.93, period * 1.07);
        Assert.True(Math.Abs(season.Push(Fed.Start + (step * count), Wave(count + (turn / 2)) + 20, step)) > usual);
    }

    [Fact]
    public void No_season_is_found_in_noise()
    {
        var (season, noise) = (new SeasonalResidual(), new Noise(28));
        for (var i = 0; i < 10_000; i++)
            season.Push(Fed.Start + (300 * i), noise.Normal(), 300);
        Assert.Equal(0, season.Period);
    }

    [Fact]
    public void Spectral_residual_sees_what_stands_out()
    {
        var (spectrum, noise) = (new SpectralResidual(), new Noise(29));
        double Wave(int i) => (3 * Math.Sin(2 * Math.PI * i / 8)) + (0.3 * noise.Normal());
        var usual = Enumerable.Range(0, Warm).Select(i => spectrum.Push(Wave(i))).Skip(100).Order().ElementAt((Warm - 100) * 90 / 100);
        Assert.True(spectrum.Push(Wave(Warm) + 12) > usual); // saliency is bounded: noise reaches it now and then, too
    }

    [Fact]
    public void Novelty_is_told_once()
    {
        var (novelty, noise) = (new PrototypeNovelty(), new Noise(30));
        for (var i = 0; i < Warm; i++)
            novelty.Push((float)(50 + noise.Normal()), 0);
        Assert.True(novelty.Push(80, 0) > 0.5f);
        Assert.True(novelty.Push(80.1f, 0) < 0.02f);
    }

    [Fact]
    public void Novelty_sees_a_gap_between_two_states_that_no_limit_sees()
    {
        var (novelty, noise) = (new PrototypeNovelty(), new Noise(31));
        for (var i = 0; i < Warm; i++)
            novelty.Push((float)((i / 50 % 2 == 0 ? 10 : 90) + noise.Normal()), 0);
        Assert.True(novelty.Push(50, 0) > 0.3f);
    }

    [Fact]
    public void The_reason_names_the_value_the_distance_and_for_how_long()
    {
        var noise = new Noise(32);
        var bank = new StreamingBank(new StreamingOptions { Sensitivity = 2.5 });
        Fed.Scores(Enumerable.Range(0, Warm).Select(_ => 100 + noise.Normal()), bank);
        for (var i = 0; i < 5; i++)
            bank.Push(Fed.Start + (Fed.Step * (Warm + i)), 412);
        var text = bank.Explain().Describe("MiB");
        Assert.StartsWith("412 MiB, ", text, StringComparison.Ordinal);
        Assert.Contains("robust deviations", text, StringComparison.Ordinal);
        Assert.EndsWith("for 4 min", text, StringComparison.Ordinal);
    }
}

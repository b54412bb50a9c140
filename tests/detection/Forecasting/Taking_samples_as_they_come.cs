using Pipeline.Detection.Forecasting;

namespace Pipeline.Detection.Tests.Forecasting;

public sealed class Taking_samples_as_they_come
{
    private static readonly Sample[] Growing = Usage.Course(3 * Usage.Day, i => 0.2 + (0.2 * i / Usage.Day) + (0.05 * (i % 70) / 70.0));

    [Fact]
    public void Never_looks_ahead()
    {
        var whole = Growing.Foresee();
        for (var half = 1; half < Growing.Length; half += 97)
            Assert.Equal(whole[..half], Growing[..half].Foresee());
    }

    [Fact]
    public void Goes_on_from_its_state_as_if_nothing_had_been()
    {
        var whole = Growing.Foresee();
        for (var cut = 1; cut < Growing.Length; cut += 131)
        {
            var first = new ExhaustionForecaster(new ForecastSettings());
            foreach (var sample in Growing[..cut])
                first.Push(sample, 1);
            using var state = new MemoryStream();
            first.Write(new BinaryWriter(state));
            Assert.InRange(state.Length, 1, 4096);
            state.Position = 0;
            var second = new ExhaustionForecaster(new ForecastSettings());
            second.Read(new BinaryReader(state));
            Assert.Equal(whole[cut..], [.. Growing[cut..].Select(sample => second.Push(sample, 1))]);
        }
    }

    [Fact]
    public void Passes_over_what_is_no_number_or_late()
    {
        var odd = Growing.SelectMany((sample, i) => i % 5 == 0
            ? new[] { sample, sample with { At = sample.At.AddSeconds(1), Value = double.NaN }, sample with { Value = 0.99 } }
            : [sample]).ToArray();
        Assert.Equal(Growing.Foresee()[^1], odd.Foresee()[^1]);
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e12)]
    public void Means_the_same_at_any_scale(double scale)
    {
        var scaled = Growing.Select(sample => sample with { Value = sample.Value * scale }).Foresee(limit: scale)[^1]!.Value;
        Assert.Equal(Growing.Foresee()[^1]!.Value.Eta.TotalHours, scaled.Eta.TotalHours, 2);
    }

    [Fact]
    public void Bears_irregular_steps_and_gaps()
    {
        var random = new Random(3);
        var thinned = Growing.Where((_, i) => random.Next(3) > 0 && i is < 400 or > 430).ToArray();
        Assert.InRange(thinned.Foresee()[^1]!.Value.Eta / Growing.Foresee()[^1]!.Value.Eta, 0.8, 1.25);
    }

    [Fact]
    public void Begins_anew_after_a_gap_of_days()
    {
        var later = Growing.Concat([new Sample(Growing[^1].At.AddDays(3), 0.5)]);
        Assert.Null(later.Foresee()[^1]);
    }

    [Fact]
    public void Follows_a_limit_that_is_raised()
    {
        var forecaster = new ExhaustionForecaster(new ForecastSettings());
        var steady = Usage.Course(3 * Usage.Day, i => 0.2 + (0.25 * i / Usage.Day));
        foreach (var sample in steady[..^1])
            forecaster.Push(sample, 1);
        var doubled = forecaster.Push(steady[^1], 2);
        Assert.True(doubled is null || doubled.Value.Eta > TimeSpan.FromHours(72));
        Assert.Throws<ArgumentOutOfRangeException>(() => forecaster.Push(steady[^1], 0));
    }

    [Fact]
    public void Has_no_quarrel_with_ten_years()
    {
        var forecaster = new ExhaustionForecaster(new ForecastSettings());
        for (var hour = 0; hour < 24 * 3650; hour++)
            forecaster.Push(new Sample(Usage.Start.AddHours(hour), 0.5 + (0.1 * Math.Sin(hour / 24.0 * Math.Tau))), 1);
        Assert.Null(forecaster.Push(new Sample(Usage.Start.AddDays(3650), 0.5), 1));
    }
}

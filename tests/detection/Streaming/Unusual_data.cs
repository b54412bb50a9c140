using Pipeline.Detection.Streaming;

namespace Pipeline.Detection.Tests.Streaming;

public sealed class Unusual_data
{
    private const double TenYears = 10 * 365.25 * 86_400;

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_no_number_is_missing_and_changes_nothing(double value)
    {
        var values = Fed.Service(2_000, seed: 11);
        var (plain, holed) = (new StreamingBank(StreamingOptions.Default), new StreamingBank(StreamingOptions.Default));
        for (var i = 0; i < values.Length; i++)
        {
            var at = Fed.Start + (Fed.Step * i);
            if (i % 7 == 0)
                Assert.Equal(default, holed.Push(at - 1, value));
            Assert.Equal(plain.Push(at, values[i]), holed.Push(at, values[i]));
        }
    }

    [Fact]
    public void Late_and_doubled_values_change_nothing()
    {
        var values = Fed.Service(2_000, seed: 12);
        var (plain, doubled) = (new StreamingBank(StreamingOptions.Default), new StreamingBank(StreamingOptions.Default));
        for (var i = 0; i < values.Length; i++)
        {
            var at = Fed.Start + (Fed.Step * i);
            Assert.Equal(plain.Push(at, values[i]), doubled.Push(at, values[i]));
            Assert.False(doubled.Push(at, values[i]).IsJudged);
            Assert.False(doubled.Push(at - 600, 1e9).IsJudged);
        }
    }

    [Fact]
    public void A_clock_that_was_set_back_is_believed_after_a_while()
    {
        var bank = new StreamingBank(StreamingOptions.Default);
        bank.Push(Fed.Start + TenYears, 1);
        var judged = Enumerable.Range(0, 100).Count(i => bank.Push(Fed.Start + (Fed.Step * i), 1 + (i % 3)).IsJudged);
        Assert.InRange(judged, 60, 99);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-273.15)]
    [InlineData(1e-9)]
    [InlineData(1e12)]
    public void A_constant_series_is_quiet_for_ever(double value) =>
        Assert.All(Fed.Scores(Enumerable.Repeat(value, 5_000)), score => Assert.Equal(0, score));

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void The_first_change_of_a_constant_series_is_seen(double value)
    {
        var scores = Fed.Scores([.. Enumerable.Repeat(value, 2_000), value + 3]);
        Assert.InRange(scores[^1], 0.5, 1);
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-3)]
    [InlineData(1e6)]
    [InlineData(1e12)]
    public void The_unit_does_not_matter(double scale)
    {
        var values = Fed.Service(3_000, seed: 13);
        var (expected, scaled) = (Fed.Scores(values), Fed.Scores(values.Select(value => value * scale)));
        var apart = expected.Zip(scaled).Count(pair => Math.Abs(pair.First - pair.Second) > 0.02);
        Assert.InRange(apart, 0, expected.Length / 200); // single precision decides a close question otherwise now and then
    }

    [Fact]
    public void Small_changes_on_top_of_a_huge_number_are_seen()
    {
        var noise = new Noise(14);
        var scores = Fed.Scores([.. Enumerable.Range(0, 2_000).Select(_ => 1e12 + (1e9 * noise.Normal())), 1e12 + 3e10]);
        Assert.Equal(scores.Max(), scores[^1]);
    }

    [Fact]
    public void Ten_years_are_watched_to_the_end()
    {
        var noise = new Noise(15);
        var bank = new StreamingBank(StreamingOptions.Default);
        const int Count = 88_000; // hours
        for (var i = 0; i < Count; i++)
        {
            var verdict = bank.Push(Fed.Start + (3600.0 * i), 100 + (30 * Math.Sin(2 * Math.PI * i / 24)) + noise.Normal());
            Assert.True(double.IsFinite(verdict.Score));
        }

        Assert.InRange(bank.Push(Fed.Start + (3600.0 * Count), 400).Score, 0.5, 1);
        Assert.Equal(24, bank.Explain().Period.TotalHours, 1.0);
    }

    [Fact]
    public void Irregular_steps_and_gaps_do_not_alarm()
    {
        var noise = new Noise(16);
        var (bank, at, news) = (new StreamingBank(StreamingOptions.Default), Fed.Start, 0);
        for (var i = 0; i < 6_000; i++)
        {
            at += i % 1_000 == 999 ? 7_200 : 20 + (80 * noise.Uniform());
            news += bank.Push(at, 50 + noise.Normal()).IsAnomaly && i > 1_000 ? 1 : 0;
        }

        Assert.InRange(news, 0, 6);
    }

    [Fact]
    public void A_counter_is_watched_by_its_rate_and_may_begin_anew()
    {
        var bank = new StreamingBank(new StreamingOptions { Kind = SeriesKind.Counter });
        var noise = new Noise(17);
        var (count, marked) = (0.0, 0);
        for (var i = 0; i < 3_000; i++)
        {
            count = i % 700 == 699 ? 600 + (60 * noise.Uniform()) : count + 600 + (60 * noise.Uniform());
            marked += bank.Push(Fed.Start + (Fed.Step * i), count).IsAnomaly ? 1 : 0;
        }

        Assert.InRange(marked, 0, 3);
        Assert.True(bank.Push(Fed.Start + (Fed.Step * 3_000), count + 60_000).IsAnomaly);
        Assert.Equal(1_000, bank.Explain().Value, 1e-6);
    }

    [Theory]
    [InlineData(Direction.Upper, 30, 0)]
    [InlineData(Direction.Lower, 170, 0)]
    [InlineData(Direction.Upper, 170, 0.5)]
    [InlineData(Direction.Lower, 30, 0.5)]
    [InlineData(Direction.Both, 30, 0.5)]
    public void The_healthy_side_is_never_an_anomaly(Direction direction, double value, double least)
    {
        var noise = new Noise(18);
        var bank = new StreamingBank(new StreamingOptions { Direction = direction });
        Fed.Scores(Enumerable.Range(0, 1_000).Select(_ => 100 + noise.Normal()), bank);
        var score = bank.Push(Fed.Start + (Fed.Step * 1_000), value).Score;
        Assert.InRange(score, least, least == 0 ? 0 : 1);
    }
}

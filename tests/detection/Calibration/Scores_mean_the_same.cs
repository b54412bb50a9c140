using Pipeline.Detection.Calibration;
using Pipeline.Detection.Tests.Streaming;

namespace Pipeline.Detection.Tests.Calibration;

public sealed class Scores_mean_the_same
{
    private const int Warm = 20_000;
    private const int Counted = 60_000;

    public static TheoryData<string> Distributions => ["uniform", "normal", "laplace", "exponential", "lognormal"];

    [Theory]
    [MemberData(nameof(Distributions))]
    public void The_rate_of_scores_is_about_what_they_say(string distribution)
    {
        var scores = Fed.Scores(Values(distribution, Warm + Counted))[Warm..];
        foreach (var rate in (double[])[0.02, 0.005, 0.001])
        {
            var limit = ScoreScale.AtRate(rate);
            var measured = scores.Count(score => score >= limit) / (double)Counted;
            var least = rate >= 0.005 ? rate / 3 : 0; // a bounded distribution ends before it is rarer
            Assert.True(measured >= least && measured <= rate * 3, $"{distribution}: {measured} of the scores reach {limit:0.000}, which says {rate}");
        }
    }

    [Theory]
    [MemberData(nameof(Distributions))]
    public void News_are_rare_in_what_stays_the_same(string distribution)
    {
        var scores = Fed.Scores(Values(distribution, Warm + Counted))[Warm..];
        var news = scores.Count(score => score >= ScoreScale.News);
        Assert.True(news <= Counted / 4_000, $"{distribution}: {news} news in {Counted} values");
    }

    [Fact]
    public void The_scale_and_its_inverse_agree()
    {
        foreach (var rate in (double[])[0.5, 0.1, 1e-3, 1e-6, 1e-9])
            Assert.Equal(rate, ScoreScale.FalseAlarmRate(ScoreScale.AtRate(rate)), rate * 1e-6);
        Assert.True(ScoreScale.Of(3, 0) < ScoreScale.Of(4, 0));
        Assert.True(ScoreScale.Of(1_000, 0) < ScoreScale.Of(0, 1e-9));
        Assert.True(ScoreScale.Of(1e9, 1e9) <= 1);
    }

    private static IEnumerable<double> Values(string distribution, int count)
    {
        var noise = new Noise(41);
        for (var i = 0; i < count; i++)
        {
            yield return distribution switch
            {
                "uniform" => 10 + noise.Uniform(),
                "normal" => 10 + noise.Normal(),
                "laplace" => 10 + noise.Laplace(),
                "exponential" => noise.Exponential(),
                _ => noise.LogNormal(),
            };
        }
    }
}

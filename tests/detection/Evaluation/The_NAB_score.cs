using Pipeline.Detection.Evaluation;

namespace Pipeline.Detection.Tests.Evaluation;

/// <summary>The expected numbers are those of an independent NAB v1.1 scorer in Python on the same rows.</summary>
public sealed class The_NAB_score
{
    private const int Rows = 400;
    private static readonly DateTime[] Times = [.. Enumerable.Range(0, Rows).Select(i => new DateTime(2026, 1, 1).AddMinutes(5 * i))];
    private static readonly NabSeries[] Corpus = [Series(0), Series(1)];

    [Theory]
    [InlineData("standard", 88.50354443335924)]
    [InlineData("reward_low_FP_rate", 78.6324075168752)]
    [InlineData("reward_low_FN_rate", 92.33569628890616)]
    public void Is_taken_at_the_best_threshold(string profile, double expected)
    {
        var score = NabScore.Of(Corpus, Profile(profile));
        Assert.Equal(expected, score.Value, 1e-9);
        Assert.Equal((0.5922, 4, 8), (Math.Round(score.Threshold, 6), score.Found, score.FalseRows));
    }

    [Theory]
    [InlineData("standard", 35.26358597279683)]
    [InlineData("reward_low_FP_rate", -27.847509404249603)]
    [InlineData("reward_low_FN_rate", 56.84239064853123)]
    public void Is_taken_at_a_given_threshold(string profile, double expected)
    {
        var score = NabScore.Of(Corpus, Profile(profile), threshold: 0.55);
        Assert.Equal(expected, score.Value, 1e-9);
        Assert.Equal((4, 48), (score.Found, score.FalseRows));
    }

    [Fact]
    public void Of_a_silent_detector_is_zero() =>
        Assert.Equal(0, NabScore.Of([Corpus[0] with { Scores = new double[Rows] }], Profile("standard"), threshold: 0.5).Value);

    [Fact]
    public void Refuses_a_window_that_matches_no_row() => Assert.Throws<ArgumentException>(
        () => NabScore.Of([Corpus[0] with { Windows = [(Times[0].AddSeconds(1), Times[1])] }], Profile("standard")));

    private static NabProfile Profile(string name) => NabProfile.All.Single(p => p.Name == name);

    private static NabSeries Series(int file) => new(
        Times,
        [.. Enumerable.Range(0, Rows).Select(i => (((i * 7919) + (file * 31)) % 1000 / 1000.0 * 0.6)
            + ((i is >= 110 and < 115 && file == 0) || i is >= 255 and < 258 ? 0.4 : 0))],
        [(Times[100 + (file * 20)], Times[129 + (file * 20)]), (Times[250], Times[279])]);
}

namespace Pipeline.Detection.Calibration;

/// <summary>One scale in [0, 1] for all series: below ½ how rare a value is, from ½ on that it is news, too.</summary>
/// <remarks>
/// Below ½ the score is ½·d/(d + 3) of d decades of false-alarm rate: 0.25 is passed by one value in a thousand, 0.33 by one in a
/// million of a healthy series. Above ½ the series shows what it never did, and how new that is orders the scores.
/// </remarks>
public static class ScoreScale
{
    /// <summary>The least score of what is new.</summary>
    public const double News = 0.5;

    private const double HalfwayDecades = 3;
    private const double HalfwayNovelty = 0.3;
    private const double RarityShare = 0.2;

    /// <summary>The score of a value.</summary>
    /// <param name="decades">How rare it is; see <see cref="TailModel"/>.</param>
    /// <param name="novelty">How new it is beyond what counts as news; 0 when it is none.</param>
    public static double Of(double decades, double novelty)
    {
        var rarity = decades / (decades + HalfwayDecades);
        return novelty > 0
            ? News + ((1 - News) * (((1 - RarityShare) * novelty / (novelty + HalfwayNovelty)) + (RarityShare * rarity)))
            : News * rarity;
    }

    /// <summary>Share of a healthy series' values that reach a score below <see cref="News"/>; above it, at most the limit at it.</summary>
    public static double FalseAlarmRate(double score)
    {
        var rarity = Math.Clamp(score, 0, News * 0.999) / News;
        return Math.Pow(10, -HalfwayDecades * rarity / (1 - rarity));
    }

    /// <summary>The score that a share of a healthy series' values reaches.</summary>
    public static double AtRate(double rate)
    {
        var decades = -Math.Log10(rate);
        return News * decades / (decades + HalfwayDecades);
    }
}

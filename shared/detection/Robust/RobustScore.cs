namespace Pipeline.Detection.Robust;

/// <summary>The modified z-score: how far a value lies from a median, in robust standard deviations.</summary>
/// <remarks>
/// Iglewicz and Hoaglin (1993), "How to Detect and Handle Outliers": 0.6745 (x − median) / MAD; where the MAD is 0,
/// the mean absolute deviation times 1.253314 takes the place of MAD / 0.6745.
/// </remarks>
public static class RobustScore
{
    /// <summary>Φ⁻¹(0.75): the MAD of a normal distribution in standard deviations.</summary>
    public const double MadPerSigma = 0.6744897501960817;

    /// <summary>√(π/2): standard deviations per mean absolute deviation of a normal distribution.</summary>
    public const double SigmaPerMeanDeviation = 1.2533141373155;

    /// <summary>2 Φ⁻¹(0.8): width of the middle three fifths of a normal distribution in standard deviations.</summary>
    public const double MiddleRangePerSigma = 1.6832424671458286;

    /// <summary>Scores are kept within ± this, so that a constant baseline gives a number that can be stored.</summary>
    public const double Cap = 1e6;

    /// <summary>The score of a value.</summary>
    /// <param name="value">Finite; same unit as the others.</param>
    /// <param name="median">Finite.</param>
    /// <param name="sigma">Robust standard deviation, not negative; 0 when all values are equal.</param>
    /// <returns>Dimensionless and signed, within ±<see cref="Cap"/>; 0 when the value is the median.</returns>
    public static double Of(double value, double median, double sigma)
    {
        if (value == median)
            return 0;
        var score = (value - median) / sigma;
        if (!double.IsFinite(score)) // sigma is 0, or the difference overflows
            return value > median ? Cap : -Cap;
        return Math.Clamp(score, -Cap, Cap);
    }
}

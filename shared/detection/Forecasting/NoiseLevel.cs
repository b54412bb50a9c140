namespace Pipeline.Detection.Forecasting;

/// <summary>How much bins scatter around a smooth course.</summary>
internal static class NoiseLevel
{
    /// <summary>The variance of a second difference of white noise is six times that of the noise.</summary>
    private const double OfSecondDifference = 2.449489742783178;

    /// <summary>Makes a median of absolute values the deviation of a normal distribution.</summary>
    private const double MedianToDeviation = 1.4826;

    /// <summary>Before there is anything to estimate from: half a percent of the limit.</summary>
    private const double Unknown = 0.004;

    /// <summary>Below this, noise is rounding.</summary>
    private const double Floor = 1e-6;

    /// <summary>Standard deviation of the noise of the newest bins, as a share of the limit.</summary>
    /// <param name="history">Not empty.</param>
    /// <param name="bins">How many of the newest bins count.</param>
    /// <param name="differences">Room for that many.</param>
    /// <remarks>
    /// The median absolute second difference, blind to level, slope and the few jumps among the bins: the pseudo-residuals of
    /// Gasser, Sroka and Jennen-Steinmetz (1986), "Residual variance and residual pattern in nonlinear regression", made robust.
    /// </remarks>
    public static double Of(UsageHistory history, int bins, double[] differences)
    {
        var count = 0;
        for (var bin = Math.Max(history.Oldest, history.Newest - bins + 1) + 2; bin <= history.Newest; bin++)
            differences[count++] = Math.Abs(history[bin] - (2 * history[bin - 1]) + history[bin - 2]);
        if (count < 7)
            return Unknown;
        var sorted = differences.AsSpan(0, count);
        sorted.Sort();
        var median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
        return (MedianToDeviation * median / OfSecondDifference) + Floor;
    }
}

namespace Pipeline.Detection.Ranking;

/// <summary>What a change counts for in the search for a cause.</summary>
internal static class Evidence
{
    /// <summary>Natures of metrics.</summary>
    public const int Natures = (int)MetricNature.Traffic + 1;

    /// <summary>From here on, about 150 deviations, a larger change says little more.</summary>
    private const double Saturation = 5;

    private const double BeyondSaturation = 0.3;

    /// <summary>What other natures of a service's metrics add to its strongest.</summary>
    private const double OfOthers = 0.1;

    /// <summary>What a service used is nearer to a cause than what it, or those it calls, suffered.</summary>
    private static readonly double[] Weights = [1, 0.8, 0.7, 0.7, 0.7, 0.7, 0.7];

    /// <summary>Logarithmic: changes of 100 and of 1000 deviations are both sure.</summary>
    public static double Of(double strength, MetricNature nature)
    {
        var evidence = Math.Log(1 + strength);
        if (evidence > Saturation)
            evidence = Saturation + (BeyondSaturation * (evidence - Saturation));
        return Weights[(int)nature] * evidence;
    }

    /// <summary>A service's evidence from that of its metrics.</summary>
    /// <param name="strongest">The strongest for each nature.</param>
    public static double OfService(ReadOnlySpan<double> strongest)
    {
        var (highest, sum) = (0.0, 0.0);
        foreach (var evidence in strongest)
            (highest, sum) = (Math.Max(highest, evidence), sum + evidence);
        return highest + (OfOthers * (sum - highest));
    }
}

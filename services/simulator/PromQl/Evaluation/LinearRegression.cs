namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>The straight line through samples by least squares.</summary>
internal static class LinearRegression
{
    /// <summary>Slope per second, and the value at a time.</summary>
    /// <param name="samples">At least 2.</param>
    /// <param name="interceptTime">In ms.</param>
    public static (double Slope, double Intercept) Of(ReadOnlySpan<Sample> samples, long interceptTime)
    {
        var (isConstant, first) = (true, samples[0].Value);
        var (sumX, sumY, sumXy, sumXx) = (new CompensatedSum(), new CompensatedSum(), new CompensatedSum(), new CompensatedSum());
        foreach (var sample in samples)
        {
            isConstant &= sample.Value == first;
            var x = (sample.Time - interceptTime) / 1000.0;
            sumX.Add(x);
            sumY.Add(sample.Value);
            sumXy.Add(x * sample.Value);
            sumXx.Add(x * x);
        }
        if (isConstant)
            return double.IsInfinity(first) ? (double.NaN, double.NaN) : (0, first);
        var n = (double)samples.Length;
        var covariance = sumXy.Value - (sumX.Value * sumY.Value / n);
        var variance = sumXx.Value - (sumX.Value * sumX.Value / n);
        var slope = covariance / variance;
        return (slope, (sumY.Value / n) - (slope * sumX.Value / n));
    }
}

namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>Functions of the samples of one series in a while; null is no result.</summary>
internal static class WindowFunctions
{
    /// <summary>The function of a name that takes a range vector alone; null when there is none.</summary>
    public static Func<Window, double?>? Find(string name) => name switch
    {
        "rate" => w => Extrapolated.Change(w, isCounter: true, perSecond: true),
        "increase" => w => Extrapolated.Change(w, isCounter: true, perSecond: false),
        "delta" => w => Extrapolated.Change(w, isCounter: false, perSecond: false),
        "irate" => w => Extrapolated.LastChange(w.Samples.Span, perSecond: true),
        "idelta" => w => Extrapolated.LastChange(w.Samples.Span, perSecond: false),
        "deriv" => w => w.Samples.Length < 2 ? null : LinearRegression.Of(w.Samples.Span, w.Samples.Span[0].Time).Slope,
        "changes" => w => CountPairs(w, (before, now) => now != before && !(double.IsNaN(now) && double.IsNaN(before))),
        "resets" => w => CountPairs(w, (before, now) => now < before),
        "avg_over_time" => w => Statistics.Average(w.Samples.Span),
        "sum_over_time" => w => Statistics.Sum(w.Samples.Span),
        "stddev_over_time" => w => Math.Sqrt(Statistics.Variance(w.Samples.Span)),
        "stdvar_over_time" => w => Statistics.Variance(w.Samples.Span),
        "count_over_time" => w => w.Samples.Length,
        "last_over_time" => w => w.Samples.Span[^1].Value,
        "present_over_time" => _ => 1,
        "max_over_time" => w => Extreme(w, (value, best) => value > best),
        "min_over_time" => w => Extreme(w, (value, best) => value < best),
        _ => null,
    };

    /// <summary>The value a straight line through the samples has some seconds after a time.</summary>
    public static double? PredictLinear(Window window, long from, double seconds)
    {
        if (window.Samples.Length < 2)
            return null;
        var (slope, intercept) = LinearRegression.Of(window.Samples.Span, from);
        return (slope * seconds) + intercept;
    }

    /// <summary>The φ-quantile of the values.</summary>
    public static double? Quantile(Window window, double q)
    {
        var values = new List<double>(window.Samples.Length);
        foreach (var sample in window.Samples.Span)
            values.Add(sample.Value);
        return Statistics.Quantile(q, values);
    }

    /// <summary>Double exponential smoothing.</summary>
    public static double? HoltWinters(Window window, double smoothing, double trendFactor)
    {
        if (smoothing is <= 0 or >= 1)
            throw new QueryException(QueryFailure.Execution, $"invalid smoothing factor. Expected: 0 < sf < 1, got: {smoothing:F6}");
        if (trendFactor is <= 0 or >= 1)
            throw new QueryException(QueryFailure.Execution, $"invalid trend factor. Expected: 0 < tf < 1, got: {trendFactor:F6}");
        var samples = window.Samples.Span;
        if (samples.Length < 2)
            return null;
        var (before, level, trend) = (0.0, samples[0].Value, samples[1].Value - samples[0].Value);
        for (var i = 1; i < samples.Length; i++)
        {
            trend = i == 1 ? trend : (trendFactor * (level - before)) + ((1 - trendFactor) * trend);
            (before, level) = (level, (smoothing * samples[i].Value) + ((1 - smoothing) * (level + trend)));
        }
        return level;
    }

    private static double? CountPairs(Window window, Func<double, double, bool> counts)
    {
        var samples = window.Samples.Span;
        var count = 0;
        for (var i = 1; i < samples.Length; i++)
            count += counts(samples[i - 1].Value, samples[i].Value) ? 1 : 0;
        return count;
    }

    private static double? Extreme(Window window, Func<double, double, bool> isBetter)
    {
        var best = window.Samples.Span[0].Value;
        foreach (var sample in window.Samples.Span)
            best = isBetter(sample.Value, best) || double.IsNaN(best) ? sample.Value : best;
        return best;
    }
}

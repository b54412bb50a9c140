namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>Statistics of values, with Prometheus' answers to NaN and infinity.</summary>
internal static class Statistics
{
    public static double Sum(ReadOnlySpan<Sample> samples)
    {
        var sum = new CompensatedSum();
        foreach (var sample in samples)
            sum.Add(sample.Value);
        return double.IsInfinity(sum.Sum) ? sum.Sum : sum.Value;
    }

    public static double Average(ReadOnlySpan<Sample> samples)
    {
        var mean = new CompensatedSum();
        var count = 0.0;
        foreach (var sample in samples)
        {
            count++;
            if (!IsSettled(mean.Sum, sample.Value))
                mean.Add((sample.Value / count) - (mean.Sum / count));
        }
        return double.IsInfinity(mean.Sum) ? mean.Sum : mean.Value;
    }

    /// <summary>Whether an infinite mean stays what it is under one more value.</summary>
    public static bool IsSettled(double mean, double value) =>
        double.IsInfinity(mean) && (double.IsInfinity(value) ? (mean > 0) == (value > 0) : !double.IsNaN(value));

    /// <summary>The population's variance, in one pass (Welford).</summary>
    public static double Variance(ReadOnlySpan<Sample> samples)
    {
        var (mean, squares) = (new CompensatedSum(), new CompensatedSum());
        var count = 0.0;
        foreach (var sample in samples)
        {
            count++;
            var distance = sample.Value - mean.Value;
            mean.Add(distance / count);
            squares.Add(distance * (sample.Value - mean.Value));
        }
        return squares.Value / count;
    }

    /// <summary>The φ-quantile, interpolated between neighbours; ∓∞ outside of [0, 1].</summary>
    /// <param name="values">In any order; sorted in place.</param>
    public static double Quantile(double q, List<double> values)
    {
        if (values.Count == 0 || double.IsNaN(q))
            return double.NaN;
        if (q is < 0 or > 1)
            return q < 0 ? double.NegativeInfinity : double.PositiveInfinity;
        values.Sort(); // NaN first, as wanted
        var rank = q * (values.Count - 1);
        var lower = (int)Math.Max(0, Math.Floor(rank));
        var upper = Math.Min(values.Count - 1, lower + 1);
        var weight = rank - Math.Floor(rank);
        return (values[lower] * (1 - weight)) + (values[upper] * weight);
    }
}

namespace Pipeline.Detection.Multivariate;

/// <summary>Brings a column's values to one scale: deviations from its mean, far ones drawn in.</summary>
/// <param name="Center">Mean of the past.</param>
/// <param name="Spread">Standard deviation of the past, or the least change that matters if that is more; 0 when the column never moved from 0, NaN when it never had a value.</param>
internal readonly record struct ColumnScaling(double Center, double Spread)
{
    /// <summary>Part of the mean that is regarded as noise.</summary>
    private const double RelativeFloor = 0.05;

    /// <summary>Deviations that any move of a column counts that never moved from 0.</summary>
    private const double FirstMove = 200;

    /// <summary>Area hyperbolic sine of the deviation: linear near the mean, a logarithm far away; 0 for a missing value.</summary>
    public float Of(double value)
    {
        if (double.IsNaN(value) || double.IsNaN(Spread))
            return 0;
        var deviation = value - Center;
        return (float)Math.Asinh(Spread > 0 ? deviation / Spread : deviation == 0 ? 0 : Math.CopySign(FirstMove, deviation));
    }

    /// <summary>Scaling by the kept values of one column.</summary>
    /// <param name="past">The newest row of each window is at <paramref name="column"/>.</param>
    /// <param name="column">Index in a window.</param>
    /// <param name="offset">What was taken from the column's values.</param>
    public static ColumnScaling Of(PastWindows past, int column, double offset)
    {
        var (count, mean, squares) = (0, 0.0, 0.0);
        for (var i = 0; i < past.Count; i++)
        {
            var value = (double)past[i][column];
            if (double.IsNaN(value))
                continue;
            count++;
            var change = value - mean;
            mean += change / count;
            squares += change * (value - mean);
        }
        return count == 0
            ? new ColumnScaling(0, double.NaN)
            : new ColumnScaling(mean, Math.Max(Math.Sqrt(squares / count), RelativeFloor * Math.Abs(mean + offset)));
    }
}

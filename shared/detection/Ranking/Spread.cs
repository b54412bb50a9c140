using System.Numerics.Tensors;

namespace Pipeline.Detection.Ranking;

/// <summary>Where a metric usually is, and how far it usually strays.</summary>
/// <param name="Median">Of its values.</param>
/// <param name="Deviation">The larger of the standard deviation and of what the quartiles give for a normal distribution; 0 when constant.</param>
internal readonly record struct Spread(double Median, double Deviation)
{
    /// <summary>The quartiles of a normal distribution are so many deviations apart.</summary>
    private const double NormalQuartiles = 1.349;

    /// <summary>A change of less than this part of the median is none, however still the metric was.</summary>
    private const double RelativeFloor = 0.003;

    /// <param name="values">Finite, at least one.</param>
    /// <param name="quartiles">Of the same values, or of a part of them that is spread evenly.</param>
    /// <param name="scratch">At least as long as the values; overwritten.</param>
    public static Spread Of(ReadOnlySpan<double> values, Quartiles quartiles, Span<double> scratch)
    {
        var shifted = scratch[..values.Length];
        TensorPrimitives.Subtract(values, values[0], shifted); // else a small deviation drowns in a large mean
        var mean = TensorPrimitives.Sum<double>(shifted) / shifted.Length;
        var variance = (TensorPrimitives.SumOfSquares<double>(shifted) / shifted.Length) - (mean * mean);
        var deviation = Math.Max(Math.Sqrt(Math.Max(0, variance)), (quartiles.Upper - quartiles.Lower) / NormalQuartiles);
        return new Spread(quartiles.Median, deviation > 0 ? Math.Max(deviation, RelativeFloor * Math.Abs(quartiles.Median)) : 0);
    }
}

using System.Numerics.Tensors;

namespace Pipeline.Detection.Ranking;

/// <summary>Where a metric usually is, and how far it usually strays.</summary>
/// <param name="Median">Of its values.</param>
/// <param name="Deviation">The larger of the standard deviation and of what the quartiles give for a normal distribution; 0 when constant.</param>
internal readonly record struct Spread(double Median, double Deviation)
{
    /// <summary>The quartiles of a normal distribution are so many deviations apart.</summary>
    private const double Quartiles = 1.349;

    /// <summary>A change of less than this part of the median is none, however still the metric was.</summary>
    private const double RelativeFloor = 0.003;

    /// <param name="values">Finite, at least one.</param>
    /// <param name="scratch">At least as long; overwritten.</param>
    /// <remarks>Quantiles by selection, Hoare (1961), "Algorithm 65: Find": O(n).</remarks>
    public static Spread Of(ReadOnlySpan<double> values, Span<double> scratch)
    {
        var copy = scratch[..values.Length];
        TensorPrimitives.Subtract(values, values[0], copy);
        var mean = TensorPrimitives.Sum<double>(copy) / copy.Length;
        var variance = (TensorPrimitives.SumOfSquares<double>(copy) / copy.Length) - (mean * mean);
        values.CopyTo(copy);
        var (half, quarter) = (copy.Length / 2, copy.Length / 4);
        var middle = Select(copy, half);
        var median = copy.Length % 2 == 0 ? (middle + TensorPrimitives.Max<double>(copy[..half])) / 2 : middle;
        var lower = Select(copy[..Math.Max(half, 1)], Math.Min(quarter, Math.Max(half - 1, 0)));
        var upper = Select(copy[half..], Math.Max(0, copy.Length - 1 - quarter - half));
        var deviation = Math.Max(Math.Sqrt(Math.Max(0, variance)), (upper - lower) / Quartiles);
        return new Spread(median, deviation > 0 ? Math.Max(deviation, RelativeFloor * Math.Abs(median)) : 0);
    }

    private static double Select(Span<double> values, int rank)
    {
        var (left, right) = (0, values.Length - 1);
        while (left < right)
        {
            var pivot = values[rank];
            var (i, j) = (left, right);
            do
            {
                while (values[i] < pivot)
                    i++;
                while (pivot < values[j])
                    j--;
                if (i > j)
                    break;
                (values[i], values[j]) = (values[j], values[i]);
                i++;
                j--;
            }
            while (i <= j);
            (left, right) = (j < rank ? i : left, rank < i ? j : right);
        }

        return values[rank];
    }
}

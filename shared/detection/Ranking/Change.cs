using System.Numerics.Tensors;

namespace Pipeline.Detection.Ranking;

/// <summary>How far a metric went from what was usual.</summary>
/// <param name="Spread">What was usual.</param>
/// <param name="Peak">The value farthest from the median.</param>
/// <param name="Strength">
/// The mean of the largest distance and of that of the largest mean over a twentieth of the rows, in deviations: what lasts counts for
/// more than a spike. The more rows that mean has, the more it counts.
/// </param>
internal readonly record struct Change(Spread Spread, double Peak, double Strength)
{
    private const int BlocksInWindow = 40;
    private const int BlocksInRun = 2;

    /// <summary>The largest distance has the weight of a mean of two rows.</summary>
    private const double WeightOfPeak = 2;

    /// <summary>What a metric that was constant and changed counts for: its deviation is unknown.</summary>
    private const double OfConstant = 30;

    /// <summary>Distance of the peak from the median in deviations, signed.</summary>
    public double Deviations => Strength > 0 ? (Peak - Spread.Median) / Spread.Deviation : 0;

    /// <param name="spread">Of what was usual.</param>
    /// <param name="after">What happened; at least one row.</param>
    public static Change Of(Spread spread, ReadOnlySpan<double> after)
    {
        var (highest, lowest) = (TensorPrimitives.Max(after), TensorPrimitives.Min(after));
        var (up, down) = (highest - spread.Median, spread.Median - lowest);
        var distance = Math.Max(up, down);
        if (distance <= 0)
            return new Change(spread, spread.Median, 0);
        var block = Math.Max(1, after.Length / BlocksInWindow);
        var weight = (block * BlocksInRun) / (block * BlocksInRun + WeightOfPeak);
        var strength = distance + (weight * (HighestRun(after, block, spread.Median) - distance));
        var deviation = spread.Deviation > 0 ? spread.Deviation : distance / OfConstant;
        return new Change(spread with { Deviation = deviation }, up >= down ? highest : lowest, strength / deviation);
    }

    /// <summary>The largest distance of the mean of two blocks, one behind the other, from the median.</summary>
    private static double HighestRun(ReadOnlySpan<double> after, int block, double median)
    {
        var last = TensorPrimitives.Sum(after[..Math.Min(block, after.Length)]);
        var (highest, lowest) = (double.NegativeInfinity, double.PositiveInfinity);
        for (var from = block; from + block <= after.Length; from += block)
        {
            var next = TensorPrimitives.Sum(after.Slice(from, block));
            highest = Math.Max(highest, last + next);
            lowest = Math.Min(lowest, last + next);
            last = next;
        }

        return after.Length < block * BlocksInRun
            ? Math.Abs((last / after.Length) - median)
            : Math.Max((highest / (block * BlocksInRun)) - median, median - (lowest / (block * BlocksInRun)));
    }
}

using System.Numerics.Tensors;

namespace Pipeline.Detection.Ranking;

/// <summary>How far a metric went from what was usual.</summary>
/// <param name="Spread">What was usual.</param>
/// <param name="Peak">The largest distance from the median in deviations, signed.</param>
/// <param name="Strength">Half of that and half of the largest mean over a twentieth of the rows: what lasts counts for more than a spike.</param>
internal readonly record struct Change(Spread Spread, double Peak, double Strength)
{
    private const int RunsInWindow = 20;

    /// <summary>What a metric that was constant and changed counts for: its deviation is unknown.</summary>
    private const double OfConstant = 10;

    public static Change Of(ReadOnlySpan<double> before, ReadOnlySpan<double> after, Span<double> scratch)
    {
        var spread = Spread.Of(before, scratch);
        var (up, down) = (TensorPrimitives.Max(after) - spread.Median, spread.Median - TensorPrimitives.Min(after));
        var distance = Math.Max(up, down);
        if (distance <= 0)
            return new Change(spread, 0, 0);
        var run = HighestRun(after, spread.Median);
        var deviation = spread.Deviation > 0 ? spread.Deviation : distance / OfConstant;
        return new Change(spread with { Deviation = deviation }, (up >= down ? up : -down) / deviation, (distance + run) / (2 * deviation));
    }

    private static double HighestRun(ReadOnlySpan<double> after, double median)
    {
        var length = Math.Min(Math.Max(2, after.Length / RunsInWindow), after.Length);
        var sum = TensorPrimitives.Sum(after[..length]);
        var (highest, lowest) = (sum, sum);
        for (var i = length; i < after.Length; i++)
        {
            sum += after[i] - after[i - length];
            highest = Math.Max(highest, sum);
            lowest = Math.Min(lowest, sum);
        }

        return Math.Max((highest / length) - median, median - (lowest / length));
    }
}

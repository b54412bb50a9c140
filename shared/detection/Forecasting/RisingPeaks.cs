namespace Pipeline.Detection.Forecasting;

/// <summary>What grows inside a tooth of a saw says nothing; whether the peaks grow does.</summary>
/// <remarks>
/// The slope of peaks more than half of the kept ones apart: repeated medians of pairwise slopes, after Theil (1950) and Sen (1968),
/// "Estimates of the regression coefficient based on Kendall's tau". Short teeth are compared with those of a day before instead.
/// </remarks>
internal static class RisingPeaks
{
    private const int Teeth = 8;

    /// <summary>Peaks must span three quarters of a day.</summary>
    private const double SmallestSpan = 0.75;

    /// <param name="history">Of the series.</param>
    /// <param name="noise">Of its bins.</param>
    /// <param name="resets">With at least one.</param>
    /// <param name="day">Bins of a day.</param>
    /// <returns>Null when the peaks do not rise, or nothing can be said of them yet.</returns>
    public static Course? Of(UsageHistory history, double noise, ResetLog resets, int day)
    {
        var all = resets.All;
        var first = Math.Max(0, all.Count - Teeth);
        if (all.Count < 2)
            return null;
        var (slope, seen) = 2 * resets.Longest <= day && history.Has(history.Newest - day - resets.Longest)
            ? (OverADay(history, noise, resets.Longest, day), day)
            : OverTeeth(all, first, noise, day);
        return slope > 0 ? Crossing(history.Newest, all, first, resets.Typical, slope, seen) : null;
    }

    private static double OverADay(UsageHistory history, double noise, long tooth, int day)
    {
        var (now, then) = (Highest(history, history.Newest, tooth), Highest(history, history.Newest - day, tooth));
        var rise = history[now] - history[then];
        return rise > (5 * noise) + 0.001 ? rise / (now - then) : 0;
    }

    private static long Highest(UsageHistory history, long end, long width)
    {
        var highest = end - width;
        for (var bin = highest; bin <= end; bin++)
        {
            if (history[bin] > history[highest])
                highest = bin;
        }

        return highest;
    }

    private static (double Slope, long Seen) OverTeeth(IReadOnlyList<Reset> all, int first, double noise, int day)
    {
        var span = all[^1].Bin - all[first].Bin;
        Span<double> slopes = stackalloc double[Teeth * Teeth / 2];
        var count = 0;
        for (var a = first; a < all.Count; a++)
        {
            for (var b = a + 1; b < all.Count; b++)
            {
                if (2 * (b - a) >= all.Count - first)
                    slopes[count++] = (all[b].Top - all[a].Top) / (double)(all[b].Bin - all[a].Bin);
            }
        }

        var slope = Middle(slopes[..count]);
        return span >= SmallestSpan * day && slope * span > (3 * noise) + 0.002 ? (slope, span) : (0, span);
    }

    /// <summary>When a tooth, each as much higher than the one before it as the slope says, first reaches the limit.</summary>
    private static Course Crossing(long now, IReadOnlyList<Reset> all, int first, double tooth, double slope, long seen)
    {
        Span<double> tops = stackalloc double[Teeth];
        Span<double> bottoms = stackalloc double[Teeth];
        var last = all[^1].Bin;
        for (var i = first; i < all.Count; i++)
        {
            tops[i - first] = all[i].Top + (slope * (last - all[i].Bin));
            bottoms[i - first] = all[i].Bottom + (slope * (last - all[i].Bin));
        }

        var top = Middle(tops[..(all.Count - first)]) + (slope * tooth);
        var bottom = Math.Min(Middle(bottoms[..(all.Count - first)]), top - 1e-3);
        var teeth = Math.Max(0, Math.Ceiling((1 - top) / (slope * tooth)));
        var (high, low) = (top + (teeth * slope * tooth), bottom + (teeth * slope * tooth));
        var left = last + ((teeth + Math.Max(0, (1 - low) / (high - low))) * tooth) - now;
        return new Course(Math.Max(left, 0.5), slope, seen, 0, ForecastBasis.RisingPeaks);
    }

    private static double Middle(Span<double> values)
    {
        values.Sort();
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}

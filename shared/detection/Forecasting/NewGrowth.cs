namespace Pipeline.Detection.Forecasting;

/// <summary>A growth that the days before did not have at this time of day, and that has gone on evenly since it began.</summary>
/// <remarks>
/// Windows are widened as long as both their halves grow alike: the search for the longest interval on which one line holds, as in
/// Lepski's method (Goldenshluger and Nemirovski 1997, "On spatially adaptive estimation of nonparametric regression"). A jump fails
/// it, since one of the halves is flat. A line is drawn no farther ahead than <see cref="Reach"/> times as far as it was seen.
/// </remarks>
internal static class NewGrowth
{
    /// <summary>A growth below this share of the limit is not looked at.</summary>
    private const double SmallestRise = 0.02;

    private const double Deviations = 6;
    private const double Reach = 2;

    /// <summary>Without a day to compare with.</summary>
    private const double ReachOfFirstDay = 1;

    /// <summary>On a line the median of three bins is the middle one's, and a bin's mean that of its middle.</summary>
    private const double Lag = 1.5;

    private const double SlowStart = 0.6;
    private const double SlowEnd = 0.6;
    private static readonly int[] Windows = [4, 6, 8, 12, 16, 24, 32, 48, 64, 96];

    /// <param name="history">Of the series.</param>
    /// <param name="noise">Of its bins.</param>
    /// <param name="since">Where the tooth that is growing began.</param>
    /// <param name="day">Bins of a day.</param>
    /// <returns>Null when there is none, and while it is too young for what it would foretell.</returns>
    public static Course? Of(UsageHistory history, double noise, long since, int day)
    {
        var now = history.Newest;
        var level = history.Level(now);
        var (length, slope, unsteadiness) = (0, 0.0, 0.0);
        foreach (var window in Windows)
        {
            if (window > day || now - window < since || !history.Has(now - window))
                break;
            var rise = level - history.Level(now - window);
            var late = level - history.Level(now - (window / 2));
            var early = rise - late;
            var added = rise - RiseBefore(history, window, day);
            if (added < Math.Max(Deviations * noise, SmallestRise) || added < rise / 2)
                continue;
            if (early < (SlowStart * late) - (3 * noise) || late < SlowEnd * early)
            {
                if (length > 0)
                    break;
                continue;
            }

            (length, slope, unsteadiness) = (window, rise / window, Math.Abs(late - early) / (late + early));
        }

        if (length == 0)
            return null;
        var left = Math.Max(((1 - level) / slope) - Lag, 0);
        var reach = history.Has(now - day - 4) ? Reach : ReachOfFirstDay;
        return left <= reach * length ? new Course(left, slope, length, unsteadiness, ForecastBasis.NewGrowth) : null;
    }

    /// <summary>The highest rise over such a window at about this time of the days before.</summary>
    private static double RiseBefore(UsageHistory history, int window, int day)
    {
        var highest = 0.0;
        for (var days = 1; days <= 3; days++)
        {
            for (var at = history.Newest - (days * day) - 2; at <= history.Newest - (days * day) + 2; at++)
            {
                if (history.Has(at - window - 3))
                    highest = Math.Max(highest, history.Level(at) - history.Level(at - window));
            }
        }

        return highest;
    }
}

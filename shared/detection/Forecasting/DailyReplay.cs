namespace Pipeline.Detection.Forecasting;

/// <summary>The days to come go as the last one did: work hours, nightly batches and daily swings included.</summary>
/// <remarks>
/// The seasonal naive forecast with drift (Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 3rd ed., §5.2), walked
/// until it reaches the limit. When three days grew by steadily more, or less, each, the next is taken to do the same.
/// </remarks>
internal static class DailyReplay
{
    /// <summary>How many days are walked; what lies farther away is not foreseen.</summary>
    private const int Days = 4;

    /// <summary>A day's growth below so many deviations of the noise is none.</summary>
    private const double Deviations = 4;

    /// <summary>From this change of a day's growth on it is regarded as a change.</summary>
    private const double Bend = 0.1;

    /// <param name="history">Of the series.</param>
    /// <param name="noise">Of its bins.</param>
    /// <param name="jumps">What of it will not come back.</param>
    /// <param name="offsets">Room for a day's bins and one.</param>
    /// <returns>Null before a day was seen, and when the limit is not reached in the days walked.</returns>
    public static Course? Of(UsageHistory history, double noise, JumpLog jumps, double[] offsets)
    {
        var (now, day) = (history.Newest, offsets.Length - 1);
        if (!history.Has(now - day - 4))
            return null;
        jumps.Singular(now - day, day, offsets);
        var level = history.Level(now);
        var dayAgo = history.Level(now - day);
        var growth = level - dayAgo - offsets[day];
        if (growth <= Deviations * noise)
            return null;
        var (bend, unsteadiness) = Bending(history, growth, day);
        var before = level;
        for (var ahead = 1; ahead <= Days * day; ahead++)
        {
            var (days, into) = Math.DivRem(ahead - 1, day);
            var share = level + (days * bend * growth)
                + (bend * (history[now - day + into + 1] - offsets[into + 1] - dayAgo));
            if (share >= 1)
            {
                var part = share > before ? Math.Clamp((1 - before) / (share - before), 0, 1) : 1;
                return new Course(ahead - 1 + part, growth / day, day, unsteadiness, ForecastBasis.DailyPattern);
            }

            before = Math.Max(before, share);
        }

        return null;
    }

    private static (double Bend, double Unsteadiness) Bending(UsageHistory history, double growth, int day)
    {
        var now = history.Newest;
        if (!history.Has(now - (2 * day) - 4))
            return (1, 0);
        var yesterday = history.Level(now - day) - history.Level(now - (2 * day));
        if (yesterday <= 0)
            return (1, 1);
        var unsteadiness = Math.Abs(growth - yesterday) / (growth + yesterday);
        if (!history.Has(now - (3 * day) - 4))
            return (1, unsteadiness);
        var before = history.Level(now - (2 * day)) - history.Level(now - (3 * day));
        var (change, changed) = (growth - yesterday, yesterday - before);
        var steady = before > 0 && Math.Abs(change) > Bend * growth && change * changed > 0 && change / changed is > 0.5 and < 2;
        return steady ? (Math.Clamp((growth + change) / growth, 0.3, 1.5), 0) : (1, unsteadiness);
    }
}

namespace Pipeline.Detection.Forecasting;

/// <summary>How early and how late it may come.</summary>
/// <remarks>
/// The factors are the 5 % and 95 % quantiles of (time that was left / time foretold) over generated series of thirteen kinds, taken
/// once for each way to look ahead; a growth that varies while it is seen widens them.
/// </remarks>
internal static class ForecastInterval
{
    public static Forecast Around(Course course, double ticks, long width)
    {
        var (early, late) = course.Basis switch
        {
            ForecastBasis.NewGrowth => (0.55, 1.65),
            ForecastBasis.RisingPeaks => (0.55, 1.1),
            _ => (0.7, 1.05),
        };
        var varied = Math.Min(course.Unsteadiness, 1);
        var low = ticks * early * (1 - (0.5 * varied));
        var high = Math.Max(ticks * late * (1 + varied), ticks + (width / 2.0));
        return new Forecast(
            new TimeSpan((long)ticks), new TimeSpan((long)low), new TimeSpan((long)high),
            course.GrowthPerBin * (TimeSpan.TicksPerDay / (double)width), new TimeSpan(course.BinsSeen * width), course.Basis);
    }
}

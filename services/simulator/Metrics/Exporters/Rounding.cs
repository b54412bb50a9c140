namespace Pipeline.Simulator.Metrics.Exporters;

/// <summary>Values as exporters write them: whole bytes and counts, times to a microsecond.</summary>
internal static class Rounding
{
    /// <summary>A count or a number of bytes: what is not complete has not happened.</summary>
    public static double Whole(double value) => Math.Floor(value);

    /// <summary>A time in seconds, or a load.</summary>
    public static double Micro(double value) => Math.Round(value, 6);

    /// <summary>A moment in seconds since 1970.</summary>
    public static double Unix(DateTimeOffset time) => Math.Round(time.ToUnixTimeMilliseconds() / 1000.0, 3);
}

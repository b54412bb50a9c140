using System.Globalization;

namespace Pipeline.Cli.Rendering;

/// <summary>Times and durations as people read them; all times are UTC.</summary>
internal static class Times
{
    /// <summary>"2026-11-20 12:00:00".</summary>
    public static string Full(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>"12:00:00".</summary>
    public static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The clock, with the date where the day is another one.</summary>
    public static string Short(DateTimeOffset at, DateTimeOffset day) =>
        at.UtcDateTime.Date == day.UtcDateTime.Date ? Clock(at) : Full(at);

    /// <summary>"45 s", "12 min", "3 h 5 min", "2 d 4 h": two units at most, rounded down.</summary>
    public static string Length(TimeSpan span)
    {
        var length = span.Duration();
        return length switch
        {
            { TotalSeconds: < 1 } => Invariant($"{(int)length.TotalMilliseconds} ms"),
            { TotalMinutes: < 1 } => Invariant($"{length.Seconds} s"),
            { TotalMinutes: < 10, Seconds: > 0 } => Invariant($"{length.Minutes} min {length.Seconds} s"),
            { TotalHours: < 1 } => Invariant($"{length.Minutes} min"),
            { TotalDays: < 1, Minutes: > 0 } => Invariant($"{length.Hours} h {length.Minutes} min"),
            { TotalDays: < 1 } => Invariant($"{length.Hours} h"),
            { Hours: > 0 } => Invariant($"{length.Days} d {length.Hours} h"),
            _ => Invariant($"{length.Days} d"),
        };
    }

    /// <summary>"in 12 min" or "12 min ago".</summary>
    public static string Relative(DateTimeOffset at, DateTimeOffset now) =>
        at >= now ? $"in {Length(at - now)}" : $"{Length(now - at)} ago";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

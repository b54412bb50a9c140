using System.Globalization;

namespace Pipeline.Collector.Csv;

/// <summary>Reads the ways in which people write a time.</summary>
internal static class CsvTime
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFF K", "yyyy/MM/dd HH:mm:ss.FFFFFFF", "yyyy/MM/dd HH:mm", "yyyy-MM-dd", "yyyyMMdd'T'HHmmssK",
    ];

    /// <summary>ISO 8601 (UTC when it names no zone), "yyyy-MM-dd HH:mm:ss", or Unix time in s, ms, µs or ns by its size.</summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out var number))
            return TryUnix(number, out time);
        if (text.EndsWith(" UTC", StringComparison.OrdinalIgnoreCase))
            text = text[..^4] + "Z";
        return DateTimeOffset.TryParseExact(
            TrimFraction(text), Formats, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    /// <remarks>Year 5138 in seconds is the year 1973 in milliseconds: sizes do not overlap for any time since then.</remarks>
    private static bool TryUnix(decimal number, out DateTimeOffset time)
    {
        var ticksPerUnit = Math.Abs(number) switch
        {
            < 1e11m => TimeSpan.TicksPerSecond,
            < 1e14m => TimeSpan.TicksPerMillisecond,
            < 1e17m => TimeSpan.TicksPerMicrosecond,
            _ => 0.01m, // a tick is 100 ns
        };
        time = default;
        if (Math.Abs(number) >= 1e20m)
            return false;
        var ticks = decimal.Truncate(number * ticksPerUnit) + DateTimeOffset.UnixEpoch.Ticks;
        if (ticks < 0 || ticks > DateTimeOffset.MaxValue.Ticks)
            return false;
        time = new DateTimeOffset((long)ticks, TimeSpan.Zero);
        return true;
    }

    /// <summary>A fraction of more than seven digits (Go writes nine) is cut to what a tick can hold.</summary>
    private static string TrimFraction(string text)
    {
        var dot = text.LastIndexOf('.');
        if (dot < 0)
            return text;
        var end = dot + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end - dot <= 8 ? text : text[..(dot + 8)] + text[end..];
    }
}

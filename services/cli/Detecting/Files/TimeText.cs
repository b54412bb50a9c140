using System.Globalization;

namespace Pipeline.Cli.Detecting.Files;

/// <summary>Reads times as files write them: ISO 8601 (UTC unless it says otherwise), Unix seconds, milliseconds, microseconds or nanoseconds.</summary>
internal static class TimeText
{
    /// <summary>Unix seconds of year 5138: above it numbers are in a smaller unit.</summary>
    private const double MostSeconds = 1e11;

    /// <summary>Unix seconds of a time.</summary>
    public static bool TryParse(string text, out double seconds)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out seconds))
        {
            while (Math.Abs(seconds) > MostSeconds && double.IsFinite(seconds))
                seconds /= 1000;
            return double.IsFinite(seconds);
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var at))
            return false;
        seconds = (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / (double)TimeSpan.TicksPerSecond;
        return true;
    }
}

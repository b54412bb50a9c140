using System.Globalization;

namespace Pipeline.Simulator.Tables;

/// <summary>Times as kubectl shows them: "47s", "3m12s", "5d3h".</summary>
/// <remarks>The ranges are those of k8s.io/apimachinery/pkg/util/duration.</remarks>
public static class HumanDuration
{
    /// <summary>The time since then; "&lt;unknown&gt;" when it is not known.</summary>
    public static string Since(DateTimeOffset? then, DateTimeOffset now) => then is { } start ? Of(now - start) : "<unknown>";

    /// <summary>A length of time.</summary>
    public static string Of(TimeSpan length)
    {
        var seconds = (long)length.TotalSeconds;
        var (minutes, hours) = (seconds / 60, seconds / 3600);
        return seconds switch
        {
            < -1 => "<invalid>",
            < 0 => "0s",
            < 120 => Text(seconds, "s"),
            < 600 => Text(minutes, "m", seconds % 60, "s"),
            < 3 * 3600 => Text(minutes, "m"),
            < 8 * 3600 => Text(hours, "h", minutes % 60, "m"),
            < 48 * 3600 => Text(hours, "h"),
            < 8 * 24 * 3600 => Text(hours / 24, "d", hours % 24, "h"),
            < 2 * 365 * 24 * 3600L => Text(hours / 24, "d"),
            < 8 * 365 * 24 * 3600L => Text(hours / 24 / 365, "y", hours / 24 % 365, "d"),
            _ => Text(hours / 24 / 365, "y"),
        };
    }

    private static string Text(long large, string unit, long small = 0, string smallUnit = "") => small == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{large}{unit}")
        : string.Create(CultureInfo.InvariantCulture, $"{large}{unit}{small}{smallUnit}");
}

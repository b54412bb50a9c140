using System.Buffers;
using System.Globalization;
using System.Text;

namespace Pipeline.Hosting.Configuration;

/// <summary>Durations as people write them: "500ms", "15s", "1h30m", "7d", or "hh:mm:ss".</summary>
/// <remarks>A number without a unit is refused: .NET would read "15" as fifteen days.</remarks>
public static class Duration
{
    private static readonly SearchValues<char> DigitsAndPoint = SearchValues.Create("0123456789.");

    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("ms", TimeSpan.TicksPerMillisecond),
        ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond),
    ];

    /// <summary>Reads a duration that is not negative and below 1,000 days.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        if (text.Contains(':', StringComparison.Ordinal))
            return TimeSpan.TryParseExact(text, ["c", @"h\:mm\:ss", @"hh\:mm\:ss"], CultureInfo.InvariantCulture, out duration) &&
                   duration >= TimeSpan.Zero && duration < TimeSpan.FromDays(1000);
        var rest = text.AsSpan().Trim();
        var ticks = 0m;
        duration = TimeSpan.Zero;
        if (rest.IsEmpty)
            return false;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(DigitsAndPoint);
            if (digits <= 0 || digits > 12 ||
                !decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            rest = rest[digits..];
            var unit = UnitOf(rest);
            if (unit.Ticks == 0)
                return false;
            ticks += number * unit.Ticks;
            rest = rest[unit.Unit.Length..];
        }

        if (ticks >= 1000 * TimeSpan.TicksPerDay)
            return false;
        duration = TimeSpan.FromTicks((long)ticks);
        return true;
    }

    /// <summary>The shortest way to write it: "1h30m".</summary>
    public static string Written(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
            return "0s";
        var (text, left) = (new StringBuilder(), duration.Ticks);
        foreach (var (unit, ticks) in Units.OrderByDescending(unit => unit.Ticks))
        {
            if (left / ticks is not 0 and var count)
                text.Append(CultureInfo.InvariantCulture, $"{count}{unit}");
            left %= ticks;
        }

        return text.Length == 0 ? duration.ToString("c", CultureInfo.InvariantCulture) : text.ToString();
    }

    private static (string Unit, long Ticks) UnitOf(ReadOnlySpan<char> text)
    {
        foreach (var unit in Units)
            if (text.StartsWith(unit.Unit, StringComparison.OrdinalIgnoreCase))
                return unit;
        return ("", 0);
    }
}

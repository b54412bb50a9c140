using System.Globalization;
using System.Text;

namespace Pipeline.Simulator.PromQl.Syntax;

/// <summary>Durations as Prometheus writes them: "1d", "5m30s", "250ms", units from the largest to the smallest, each once.</summary>
public static class DurationText
{
    private static readonly (string Unit, long Milliseconds)[] Units =
    [
        ("y", 365 * 86_400_000L), ("w", 7 * 86_400_000L), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ];

    /// <summary>Whether all of a text is a duration, and of how many milliseconds.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long milliseconds)
    {
        milliseconds = 0;
        return text is "0" || (Read(text, out milliseconds) == text.Length && text.Length > 0);
    }

    /// <summary>The shortest text of a duration.</summary>
    public static string Write(long milliseconds)
    {
        if (milliseconds == 0)
            return "0s";
        var text = new StringBuilder();
        foreach (var (unit, size) in Units)
        {
            if (unit is "y" or "w" && milliseconds % size != 0)
                continue; // as Prometheus: years and weeks only when they are all of it
            if (milliseconds / size > 0)
                text.Append(CultureInfo.InvariantCulture, $"{milliseconds / size}{unit}");
            milliseconds %= size;
        }
        return text.ToString();
    }

    private static int Read(ReadOnlySpan<char> text, out long milliseconds)
    {
        milliseconds = 0;
        var (at, next) = (0, 0);
        while (true)
        {
            var digits = 0;
            while (at + digits < text.Length && char.IsAsciiDigit(text[at + digits]))
                digits++;
            if (digits is 0 or > 15)
                break;
            var unit = UnitAt(text[(at + digits)..]);
            if (unit < next)
                return 0;
            milliseconds = unchecked(milliseconds + (long.Parse(text.Slice(at, digits), CultureInfo.InvariantCulture) * Units[unit].Milliseconds));
            if (milliseconds is < 0 or > long.MaxValue / 4)
                return 0;
            (at, next) = (at + digits + Units[unit].Unit.Length, unit + 1);
        }
        return at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_') ? 0 : at;
    }

    private static int UnitAt(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("ms", StringComparison.Ordinal))
            return Units.Length - 1;
        for (var i = 0; i < Units.Length - 1; i++)
        {
            if (text.StartsWith(Units[i].Unit, StringComparison.Ordinal))
                return i;
        }
        return -1;
    }
}

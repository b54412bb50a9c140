using System.CommandLine.Parsing;
using System.Globalization;

namespace Pipeline.Cli.Invocation;

/// <summary>Durations on the command line: "90s", "15m", "2h", "7d".</summary>
internal static class Durations
{
    /// <summary>Reads one; what is none becomes an error that names the option, the value and the form.</summary>
    public static TimeSpan Parse(ArgumentResult result)
    {
        var text = result.Tokens is [var token] ? token.Value : "";
        if (text.Length > 1
            && double.TryParse(text.AsSpan(..^1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && UnitOf(text[^1]) is { } unit && number * unit.TotalDays is > 0 and < 3_650)
        {
            return number * unit;
        }

        result.AddError($"'{text}' is no duration: give a number and s, m, h or d, such as 90m or 2h.");
        return default;
    }

    private static TimeSpan? UnitOf(char letter) => letter switch
    {
        's' => TimeSpan.FromSeconds(1),
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        _ => null,
    };
}

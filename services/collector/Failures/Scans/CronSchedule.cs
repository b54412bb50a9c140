using System.Globalization;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>Whether a schedule is one that the CronJob controller reads (robfig/cron's standard form).</summary>
internal static class CronSchedule
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private static readonly (string Name, int Lowest, int Highest, string[] Names)[] Fields =
    [
        ("minute", 0, 59, []), ("hour", 0, 23, []), ("day of month", 1, 31, []), ("month", 1, 12, Months), ("day of week", 0, 6, Days),
    ];

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public static string? Problem(string schedule)
    {
        var text = schedule.Trim();
        if (text.StartsWith("TZ=", StringComparison.Ordinal) || text.StartsWith("CRON_TZ=", StringComparison.Ordinal))
            text = text.IndexOf(' ', StringComparison.Ordinal) is var blank && blank < 0 ? "" : text[(blank + 1)..].Trim();
        if (text.StartsWith('@'))
            return Macro(text);
        var parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != Fields.Length)
            return string.Create(CultureInfo.InvariantCulture, $"it has {parts.Length} fields, not 5");
        return parts.Zip(Fields, Problem).FirstOrDefault(problem => problem is not null);
    }

    private static string? Macro(string text) => text switch
    {
        "@yearly" or "@annually" or "@monthly" or "@weekly" or "@daily" or "@midnight" or "@hourly" => null,
        _ when text.StartsWith("@every ", StringComparison.Ordinal) && text.Length > 7 && char.IsAsciiDigit(text[7]) => null,
        _ => $"{text} is no known short form",
    };

    private static string? Problem(string part, (string Name, int Lowest, int Highest, string[] Names) field)
    {
        foreach (var item in part.Split(','))
        {
            var (range, step) = item.Split('/') switch
            {
                [var all] => (all, "1"),
                [var some, var by] => (some, by),
                _ => ("", ""),
            };
            if (!int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var every) || every == 0)
                return $"'{item}' is no {field.Name}";
            if (range is "*" or "?")
                continue;
            var ends = range.Split('-').Select(end => Value(end, field.Lowest, field.Highest, field.Names)).ToList();
            if (ends.Count > 2 || ends.Any(end => end is null) || (ends.Count == 2 && ends[0] > ends[1]))
                return $"'{item}' is no {field.Name}";
        }
        return null;
    }

    private static int? Value(string text, int lowest, int highest, string[] names)
    {
        if (Array.IndexOf(names, text.ToLowerInvariant()) is var index and >= 0)
            return index + lowest;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest ? number : null;
    }
}

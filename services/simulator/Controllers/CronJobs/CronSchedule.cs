using System.Globalization;

namespace Pipeline.Simulator.Controllers.CronJobs;

/// <summary>A schedule of five fields, as CronJobs have it: minute, hour, day of month, month, day of week.</summary>
/// <remarks>
/// Lists, ranges, steps, names (JAN, MON), <c>?</c>, 7 for Sunday, macros such as <c>@daily</c> and <c>@every 1h30m</c>. When both days are
/// restricted, either fits. A local time that a clock change skips does not occur; one that it repeats occurs once.
/// </remarks>
public sealed class CronSchedule
{
    private const int MostYearsAhead = 5;
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private static readonly Dictionary<string, string> Macros = new(StringComparer.Ordinal)
    {
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
        ["@monthly"] = "0 0 1 * *",
        ["@weekly"] = "0 0 * * 0",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@hourly"] = "0 * * * *",
    };

    private readonly Field _minute;
    private readonly Field _hour;
    private readonly Field _day;
    private readonly Field _month;
    private readonly Field _weekday;
    private readonly TimeSpan? _every;
    private readonly TimeZoneInfo _zone;

    private CronSchedule(Field minute, Field hour, Field day, Field month, Field weekday, TimeSpan? every, TimeZoneInfo zone) =>
        (_minute, _hour, _day, _month, _weekday, _every, _zone) = (minute, hour, day, month, weekday, every, zone);

    /// <summary>Reads a schedule.</summary>
    /// <param name="zone">Where the fields are meant.</param>
    /// <exception cref="FormatException">It is none; the message says which part.</exception>
    public static CronSchedule Parse(string text, TimeZoneInfo zone)
    {
        text = text.Trim();
        if (text.StartsWith("@every ", StringComparison.Ordinal))
            return new(default, default, default, default, default, Duration(text["@every ".Length..]), zone);
        if (text.StartsWith('@'))
            text = Macros.TryGetValue(text, out var macro) ? macro : throw new FormatException($"unrecognized descriptor: {text}");
        var parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 5)
            throw new FormatException($"expected exactly 5 fields, found {parts.Length}: [{string.Join(' ', parts)}]");
        return new(
            Field.Parse(parts[0], 0, 59, []), Field.Parse(parts[1], 0, 23, []), Field.Parse(parts[2], 1, 31, []),
            Field.Parse(parts[3], 1, 12, Months), Field.Parse(parts[4], 0, 6, Days), null, zone);
    }

    /// <summary>The first time after another; null when there is none in years, as for February 30.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        if (_every is { } every)
            return after + every - TimeSpan.FromTicks(after.Ticks % TimeSpan.TicksPerSecond);
        var local = TimeZoneInfo.ConvertTime(after, _zone).DateTime;
        local = new DateTime(local.Year, local.Month, local.Day, local.Hour, local.Minute, 0, DateTimeKind.Unspecified).AddMinutes(1);
        var end = local.AddYears(MostYearsAhead);
        while (local < end)
        {
            if (!_month.Has(local.Month))
                local = new DateTime(local.Year, local.Month, 1, 0, 0, 0, DateTimeKind.Unspecified).AddMonths(1);
            else if (!DayFits(local))
                local = local.Date.AddDays(1);
            else if (!_hour.Has(local.Hour))
                local = local.Date.AddHours(local.Hour + 1);
            else if (!_minute.Has(local.Minute))
                local = local.AddMinutes(1);
            else if (_zone.IsInvalidTime(local) || new DateTimeOffset(local, _zone.GetUtcOffset(local)) is var time && time <= after)
                local = local.AddMinutes(1);
            else
                return new DateTimeOffset(local, _zone.GetUtcOffset(local)).ToUniversalTime();
        }
        return null;
    }

    private bool DayFits(DateTime day)
    {
        var (ofMonth, ofWeek) = (_day.Has(day.Day), _weekday.Has((int)day.DayOfWeek));
        return _day.IsAny || _weekday.IsAny ? ofMonth && ofWeek : ofMonth || ofWeek;
    }

    private static TimeSpan Duration(string text)
    {
        var (total, number) = (TimeSpan.Zero, "");
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) || c == '.')
            {
                number += c;
                continue;
            }
            if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
                throw new FormatException($"failed to parse duration @every {text}");
            total += c switch
            {
                'h' => TimeSpan.FromHours(amount),
                'm' => TimeSpan.FromMinutes(amount),
                's' => TimeSpan.FromSeconds(amount),
                _ => throw new FormatException($"failed to parse duration @every {text}"),
            };
            number = "";
        }
        if (number.Length > 0 || total < TimeSpan.FromSeconds(1))
            throw new FormatException($"failed to parse duration @every {text}");
        return total;
    }

    /// <summary>The values of one field as bits.</summary>
    private readonly record struct Field(ulong Bits, bool IsAny)
    {
        public bool Has(int value) => (Bits & (1UL << value)) != 0;

        public static Field Parse(string text, int least, int most, string[] names)
        {
            var (bits, isAny) = (0UL, false);
            foreach (var part in text.Split(','))
            {
                var (range, step) = part.Split('/') switch
                {
                    [var all] => (all, 1),
                    [var all, var by] when int.TryParse(by, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => (all, number),
                    _ => throw new FormatException($"failed to parse \"{part}\" as a step"),
                };
                int from, to;
                if (range is "*" or "?")
                {
                    (from, to) = (least, most);
                    isAny |= step == 1;
                }
                else
                {
                    var ends = range.Split('-');
                    from = Value(ends[0], least, most, names);
                    to = ends.Length > 1 ? Value(ends[1], least, most, names) : part.Contains('/') ? most : from;
                    if (ends.Length > 2 || from > to)
                        throw new FormatException($"beginning of range ({from}) beyond end of range ({to}): {range}");
                }
                for (var value = from; value <= to; value += step)
                    bits |= 1UL << (names == Days && value == 7 ? 0 : value);
            }
            return new Field(bits, isAny);
        }

        private static int Value(string text, int least, int most, string[] names)
        {
            if (Array.FindIndex(names, n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is var index and >= 0)
                return index + least;
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                throw new FormatException($"failed to parse int from {text}");
            if (value < least)
                throw new FormatException($"beginning of range ({value}) below minimum ({least}): {text}");
            return value <= most || (names == Days && value == 7)
                ? value
                : throw new FormatException($"end of range ({value}) above maximum ({most}): {text}");
        }
    }
}

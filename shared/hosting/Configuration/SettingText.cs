using System.Globalization;
using System.Text.Json;

namespace Pipeline.Hosting.Configuration;

/// <summary>Single values as people write them: numbers, words, durations with a unit.</summary>
internal static class SettingText
{
    /// <summary>Whether a type is written as one value.</summary>
    public static bool IsSingle(Type type) => Bare(type) is var bare &&
        (bare.IsEnum || bare.IsPrimitive || bare == typeof(string) || bare == typeof(decimal) || bare == typeof(TimeSpan) ||
         bare == typeof(Uri) || bare == typeof(DateTimeOffset));

    /// <summary>Reads a value; null when the text is none of the type.</summary>
    public static object? Read(Type type, string text)
    {
        var bare = Bare(type);
        if (bare == typeof(string))
            return text;
        if (bare == typeof(bool))
            return bool.TryParse(text, out var truth) ? truth : null;
        if (bare == typeof(TimeSpan))
            return Duration.TryParse(text, out var duration) ? duration : null;
        if (bare == typeof(Uri))
            return text.Contains(':', StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null;
        if (bare == typeof(DateTimeOffset))
            return DateTimeOffset.TryParseExact(
                text, ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal, out var time) ? time : null;
        if (bare.IsEnum)
            return Enum.GetValues(bare).Cast<object>()
                .FirstOrDefault(value => Same(Word(value), text) || Same(value.ToString()!, text));
        return Number(bare, text);
    }

    /// <summary>What a value of the type looks like, to complete "must be …".</summary>
    public static string Kind(Type type)
    {
        var bare = Bare(type);
        if (bare.IsEnum)
            return "one of " + string.Join(", ", Enum.GetValues(bare).Cast<object>().Select(Word));
        if (bare == typeof(bool))
            return "true or false";
        if (bare == typeof(TimeSpan))
            return "a duration with its unit, like 500ms, 15s, 5m, 1h30m or 7d";
        if (bare == typeof(Uri))
            return "an absolute URL";
        if (bare == typeof(DateTimeOffset))
            return "a time like 2026-01-31T12:00:00Z";
        if (bare == typeof(string))
            return "text";
        return bare == typeof(double) || bare == typeof(decimal) || bare == typeof(float) ? "a number" : "a whole number";
    }

    /// <summary>A value as a person would write it.</summary>
    public static string Written(object value) => value switch
    {
        TimeSpan duration => Duration.Written(duration),
        bool truth => truth ? "true" : "false",
        Enum word => Word(word),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static object? Number(Type type, string text)
    {
        try
        {
            var number = type == typeof(double) || type == typeof(float) || type == typeof(decimal)
                ? Convert.ChangeType(decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture), type, CultureInfo.InvariantCulture)
                : Convert.ChangeType(long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), type, CultureInfo.InvariantCulture);
            return number;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null; // the caller says what was expected
        }
    }

    private static string Word(object value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()!);

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}

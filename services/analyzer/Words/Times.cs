using System.Globalization;

namespace Pipeline.Analyzer.Words;

/// <summary>Times as people on call read them: UTC, to the second.</summary>
public static class Times
{
    /// <summary>"2026-05-01 03:12:40 UTC".</summary>
    public static string Moment(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>"03:12:40", for times of a day that was said before.</summary>
    public static string OfDay(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The two largest parts: "45 s", "12 min 5 s", "3 h", "2 d 4 h". A negative length counts as none.</summary>
    public static string Length(TimeSpan length)
    {
        if (length < TimeSpan.FromSeconds(1))
            return length < TimeSpan.FromMilliseconds(1) ? "0 s" : Invariant($"{length.TotalMilliseconds:F0} ms");
        (long Count, string Unit)[] parts =
            [(length.Days, "d"), (length.Hours, "h"), (length.Minutes, "min"), (length.Seconds, "s")];
        return string.Join(
            ' ', parts.SkipWhile(p => p.Count == 0).Take(2).Where(p => p.Count > 0).Select(p => Invariant($"{p.Count} {p.Unit}")));
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}

using System.Globalization;

namespace Pipeline.Collector.Csv;

/// <summary>Reads one value.</summary>
internal static class CsvNumber
{
    /// <summary>Says that there is no value; never zero.</summary>
    public static bool IsMissing(string text) => text.Length == 0 || text.ToUpperInvariant()
        is "NAN" or "NA" or "N/A" or "NULL" or "NONE" or "NIL" or "-" or "INF" or "+INF" or "-INF" or "INFINITY" or "-INFINITY";

    /// <summary>A finite number: "1.5", "1e-3", "42 %"; "1,5" when the fields are not separated by commas.</summary>
    public static bool TryParse(string text, char delimiter, out double value)
    {
        if (text.EndsWith('%'))
            text = text[..^1].TrimEnd();
        if (delimiter != ',' && text.Count(c => c == ',') == 1 && !text.Contains('.'))
            text = text.Replace(',', '.');
        return double.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }
}

using System.Globalization;

namespace Pipeline.Simulator.PromQl.Syntax;

/// <summary>Numbers as Prometheus reads and writes them.</summary>
public static class NumberText
{
    /// <summary>The value of a number literal; whole numbers with a leading 0 are octal, as in Go.</summary>
    public static bool TryParse(string text, out double value)
    {
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            var parsed = long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) && hex >= 0;
            value = hex;
            return parsed;
        }
        if (text.Length > 1 && text[0] == '0' && text.AsSpan().IndexOfAnyExceptInRange('0', '7') < 0 && text.Length < 20)
        {
            value = Convert.ToInt64(text, 8);
            return true;
        }
        return double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>A sample's value in an answer: the shortest text that reads back as the same; "NaN", "+Inf", "-Inf".</summary>
    /// <remarks>Positional between 1e-6 and 1e21 in answers (like JSON's own numbers), everywhere with <paramref name="alwaysPositional"/>.</remarks>
    public static string Write(double value, bool alwaysPositional = false)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "+Inf" : "-Inf";
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var size = Math.Abs(value);
        if (alwaysPositional || size == 0 || size is >= 1e-6 and < 1e21)
            return e < 0 ? text : Positional(text.AsSpan(0, e), int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        return e < 0
            ? value.ToString("0.################e+00", CultureInfo.InvariantCulture)
            : Exponential(text.AsSpan(0, e), int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }

    private static string Exponential(ReadOnlySpan<char> mantissa, int exponent) =>
        $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";

    private static string Positional(ReadOnlySpan<char> mantissa, int exponent)
    {
        var sign = mantissa[0] == '-' ? "-" : "";
        var digits = mantissa.ToString().Replace("-", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        if (exponent < 0)
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        return digits.Length <= exponent + 1
            ? $"{sign}{digits}{new string('0', exponent + 1 - digits.Length)}"
            : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }
}

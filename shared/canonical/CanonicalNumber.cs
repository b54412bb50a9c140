using System.Globalization;

namespace Pipeline.Canonical;

/// <summary>RFC 8785 §3.2.2.3: a number as ECMAScript's <c>Number.prototype.toString</c> writes it.</summary>
public static class CanonicalNumber
{
    /// <param name="value">Finite.</param>
    /// <returns>The fewest digits that give the double back; without exponent for 1e-6 ≤ |value| &lt; 1e21; -0 is
    /// "0".</returns>
    /// <exception cref="ArgumentOutOfRangeException">NaN or infinite: JSON has no such number.</exception>
    public static string ToText(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "JSON has no NaN and no infinity.");
        if (value == 0)
            return "0";
        var (digits, point) = DecimalDigits.Of(value.ToString("R", CultureInfo.InvariantCulture));
        return (value < 0 ? "-" : "") + Layout(digits, (int)point);
    }

    private static string Layout(string digits, int point) => (digits.Length, point) switch
    {
        var (count, n) when n is > 0 and <= 21 && count <= n => digits + new string('0', n - count),
        var (_, n) when n is > 0 and <= 21 => $"{digits[..n]}.{digits[n..]}",
        var (_, n) when n is > -6 and <= 0 => $"0.{new string('0', -n)}{digits}",
        var (count, n) => (count == 1 ? digits : $"{digits[0]}.{digits[1..]}")
            + string.Create(CultureInfo.InvariantCulture, $"e{(n > 0 ? "+" : "-")}{Math.Abs(n - 1)}"),
    };
}

using System.Globalization;
using System.Numerics;

namespace Pipeline.Canonical;

/// <summary>The absolute value of a decimal numeral, 0.DIGITS × 10^Point, however it was spelled.</summary>
/// <param name="Digits">Without leading and trailing zeros; empty for zero.</param>
/// <param name="Point">Where the decimal point stands, counted from the front of the digits.</param>
internal readonly record struct DecimalDigits(string Digits, BigInteger Point)
{
    /// <param name="numeral">As JSON or .NET's "R" write a finite number.</param>
    public static DecimalDigits Of(ReadOnlySpan<char> numeral)
    {
        var unsigned = numeral.TrimStart('-');
        var e = unsigned.IndexOfAny('e', 'E');
        var mantissa = e < 0 ? unsigned : unsigned[..e];
        var exponent = e < 0 ? 0 : BigInteger.Parse(unsigned[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var dot = mantissa.IndexOf('.');
        var whole = dot < 0 ? mantissa : mantissa[..dot];
        var all = dot < 0 ? mantissa.ToString() : string.Concat(whole, mantissa[(dot + 1)..]);
        var significant = all.TrimStart('0');
        var digits = significant.TrimEnd('0');
        return digits.Length == 0
            ? new("", 0)
            : new(digits, exponent + whole.Length - (all.Length - significant.Length));
    }
}

using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Pipeline.Kubernetes.Values;

/// <summary>A quantity of the Kubernetes API: "100m", "0.5", "128Mi", "1e3".</summary>
/// <remarks>Suffixes n u m k M G T P E and Ki Mi Gi Ti Pi Ei; "k" is lower case. Source: apimachinery's resource.Quantity.</remarks>
/// <param name="Value">In the base unit: cores, bytes, pieces.</param>
public readonly record struct Quantity(decimal Value) : IComparable<Quantity>
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("+-.0123456789");

    private static readonly Dictionary<string, decimal> Factors = new(StringComparer.Ordinal)
    {
        [""] = 1m,
        ["n"] = 1e-9m,
        ["u"] = 1e-6m,
        ["m"] = 1e-3m,
        ["k"] = 1e3m,
        ["M"] = 1e6m,
        ["G"] = 1e9m,
        ["T"] = 1e12m,
        ["P"] = 1e15m,
        ["E"] = 1e18m,
        ["Ki"] = 1024m,
        ["Mi"] = 1024m * 1024,
        ["Gi"] = 1024m * 1024 * 1024,
        ["Ti"] = 1024m * 1024 * 1024 * 1024,
        ["Pi"] = 1024m * 1024 * 1024 * 1024 * 1024,
        ["Ei"] = 1024m * 1024 * 1024 * 1024 * 1024 * 1024,
    };

    /// <summary>The quantity of a text.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Quantity Parse(string text) =>
        TryParse(text, out var quantity) ? quantity : throw new FormatException($"\"{text}\" is no quantity such as 100m, 0.5 or 128Mi");

    /// <summary>Whether a text is a quantity, and which.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Quantity quantity)
    {
        quantity = default;
        if (string.IsNullOrEmpty(text))
            return false;
        var digits = text.AsSpan().IndexOfAnyExcept(NumberCharacters);
        var (number, suffix) = digits < 0 ? (text, "") : (text[..digits], text[digits..]);
        if (!Factors.TryGetValue(suffix, out var factor))
        {
            if (!(suffix[0] is 'e' or 'E') || suffix.Length == 1)
                return false;
            (number, factor) = (text, 1m); // "1e3" and "12E6" are exponents
        }
        if (!decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return false;
        try
        {
            quantity = new Quantity(value * factor);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public int CompareTo(Quantity other) => Value.CompareTo(other.Value);

    /// <summary>The value as a floating-point number.</summary>
    public double ToDouble() => (double)Value;

    public static bool operator <(Quantity left, Quantity right) => left.Value < right.Value;

    public static bool operator >(Quantity left, Quantity right) => left.Value > right.Value;

    public static bool operator <=(Quantity left, Quantity right) => left.Value <= right.Value;

    public static bool operator >=(Quantity left, Quantity right) => left.Value >= right.Value;

    public static Quantity operator +(Quantity left, Quantity right) => new(left.Value + right.Value);

    public static Quantity operator -(Quantity left, Quantity right) => new(left.Value - right.Value);
}

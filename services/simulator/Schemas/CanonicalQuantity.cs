using System.Globalization;
using Pipeline.Kubernetes.Values;

namespace Pipeline.Simulator.Schemas;

/// <summary>The form in which the API server gives a quantity back: the largest suffix that leaves a whole number, of the same family as was sent.</summary>
/// <remarks>k8s.io/apimachinery/pkg/api/resource: "1024Mi" becomes "1Gi", "0.5" becomes "500m", "0.1Gi" becomes "107374182400m".</remarks>
public static class CanonicalQuantity
{
    private static readonly string[] Decimals = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] Binaries = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    /// <summary>The canonical form; null when it is no quantity.</summary>
    public static string? Of(string text)
    {
        if (!Quantity.TryParse(text, out var quantity))
            return null;
        var value = quantity.Value;
        if (text.EndsWith('i') && decimal.Abs(value) >= 1024 && decimal.IsInteger(value))
            return Scale(value, 1024, Binaries, 0);
        var nanos = decimal.Ceiling(decimal.Abs(value) * 1_000_000_000m) * decimal.Sign(value);
        if (nanos == 0)
            return "0";
        return text.AsSpan().IndexOfAny('e', 'E') is > 0 and var at && at < text.Length - 1
            ? Exponent(nanos)
            : Scale(nanos, 1000, Decimals, 3);
    }

    private static string Scale(decimal value, int step, string[] suffixes, int whole)
    {
        var suffix = 0;
        while (suffix < suffixes.Length - 1 && value % step == 0 && (value / step != 0 || suffix < whole))
            (value, suffix) = (value / step, suffix + 1);
        return value.ToString("0", CultureInfo.InvariantCulture) + suffixes[suffix];
    }

    private static string Exponent(decimal nanos)
    {
        var exponent = -9;
        while (nanos % 1000 == 0)
            (nanos, exponent) = (nanos / 1000, exponent + 3);
        return nanos.ToString("0", CultureInfo.InvariantCulture) + (exponent == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"e{exponent}"));
    }
}

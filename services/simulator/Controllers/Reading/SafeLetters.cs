using System.Globalization;

namespace Pipeline.Simulator.Controllers.Reading;

/// <summary>Generated parts of names: letters and digits that spell no words.</summary>
public static class SafeLetters
{
    private const string Letters = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>A number's decimal digits, each as one letter, as apimachinery's SafeEncodeString writes them.</summary>
    public static string Encode(uint number) =>
        string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(d => Letters[d % Letters.Length]));

    /// <summary>The random suffix of a generated name.</summary>
    public static string Suffix(Random random) => string.Create(5, random, static (span, r) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = Letters[r.Next(Letters.Length)];
    });
}

using System.Globalization;

namespace Pipeline.Cli.Rendering;

/// <summary>Numbers with their UCUM unit as people read them.</summary>
internal static class Quantities
{
    private static readonly string[] Sizes = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>"0.97", "250 ms", "1.5 GiB/s", "12 /s", "97 %".</summary>
    /// <param name="value">Finite.</param>
    /// <param name="unit">UCUM: "1", "%", "s", "By", "By/s", "1/s"; others are shown as they are; null for none.</param>
    public static string Show(double value, string? unit) => unit switch
    {
        null or "" or "1" => Number(value),
        "s" when Math.Abs(value) is > 0 and < 1 => $"{Number(value * 1000)} ms",
        "By" => Size(value, ""),
        "By/s" => Size(value, "/s"),
        "1/s" => $"{Number(value)} /s",
        _ => $"{Number(value)} {unit}",
    };

    /// <summary>Four significant digits; beyond 10^6, and below 10^-4, with an exponent.</summary>
    public static string Number(double value) => value.ToString(
        Math.Abs(value) is > 0 and (>= 1e6 or < 1e-4) ? "0.###e+0" : "G4", CultureInfo.InvariantCulture);

    private static string Size(double bytes, string per)
    {
        var power = 0;
        for (; Math.Abs(bytes) >= 1024 && power < Sizes.Length - 1; power++)
            bytes /= 1024;
        return $"{Number(bytes)} {Sizes[power]}{per}";
    }
}

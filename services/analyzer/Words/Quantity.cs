using System.Globalization;

namespace Pipeline.Analyzer.Words;

/// <summary>Numbers with units as people read them: three significant digits, prefixes, percent for shares.</summary>
public static class Quantity
{
    private static readonly string[] Binary = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>A value in words: "97.2 %", "1.4 GiB", "230 ms", "12 /s".</summary>
    /// <param name="value">Finite.</param>
    /// <param name="unit">UCUM, as in the series; null counts as "1".</param>
    /// <param name="metric">The metric's name: tells a share ("cpu-utilization") from a count when the unit is "1".</param>
    public static string Say(double value, string? unit, string metric) => unit switch
    {
        "%" => $"{Digits(value)} %",
        null or "" or "1" => IsShare(metric) ? $"{Digits(value * 100)} %" : Digits(value),
        "s" => Seconds(value),
        "ms" => Seconds(value / 1e3),
        "us" => Seconds(value / 1e6),
        "ns" => Seconds(value / 1e9),
        "By" => Bytes(value),
        "By/s" => $"{Bytes(value)}/s",
        "1/s" => $"{Digits(value)} /s",
        _ => $"{Digits(value)} {unit.Trim('{', '}')}",
    };

    /// <summary>Three significant digits, without exponent between a thousandth and a million.</summary>
    public static string Digits(double value)
    {
        var size = Math.Abs(value);
        var format = size switch
        {
            0 => "0",
            >= 1e9 or < 1e-4 => "0.##E+0",
            >= 100 => "0",
            >= 10 => "0.#",
            >= 1 => "0.##",
            >= 0.1 => "0.###",
            >= 0.01 => "0.####",
            _ => "0.######",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Seconds(double seconds) => Math.Abs(seconds) switch
    {
        0 => "0 s",
        < 1e-3 => $"{Digits(seconds * 1e6)} µs",
        < 1 => $"{Digits(seconds * 1e3)} ms",
        < 600 => $"{Digits(seconds)} s",
        _ => $"{Digits(seconds / 60)} min",
    };

    private static string Bytes(double bytes)
    {
        var prefix = 0;
        while (Math.Abs(bytes) >= 1024 && prefix < Binary.Length - 1)
        {
            bytes /= 1024;
            prefix++;
        }

        return $"{Digits(bytes)} {Binary[prefix]}";
    }

    private static bool IsShare(string metric) => metric.Split('-').Any(word =>
        word is "utilization" or "utilisation" or "ratio" or "percent" or "availability" or "saturation");
}

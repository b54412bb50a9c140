using System.Globalization;

namespace Pipeline.Simulator.Controllers.Quotas;

/// <summary>Quantities as the API writes them.</summary>
public static class QuantityText
{
    private static readonly string[] Binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    /// <summary>Whole cores, or thousandths with an "m".</summary>
    public static string OfMilli(long milli) =>
        milli % 1000 == 0 ? (milli / 1000).ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{milli}m");

    /// <summary>With the largest binary suffix that divides it.</summary>
    public static string OfBytes(long bytes)
    {
        var suffix = 0;
        while (bytes != 0 && bytes % 1024 == 0 && suffix < Binary.Length - 1)
            (bytes, suffix) = (bytes / 1024, suffix + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{bytes}{Binary[suffix]}");
    }
}

namespace Pipeline.Simulator.PromQl;

/// <summary>The mark that a series has ended: a NaN with bits of its own, as Prometheus has it.</summary>
public static class Staleness
{
    private const long Bits = 0x7ff0000000000002;

    /// <summary>Follows the last sample of a series that a scrape no longer brings.</summary>
    public static double Marker => BitConverter.Int64BitsToDouble(Bits);

    /// <summary>Whether a value is that mark; an ordinary NaN is not.</summary>
    public static bool IsMarker(double value) => BitConverter.DoubleToInt64Bits(value) == Bits;
}

namespace Pipeline.Detection;

/// <summary>Translates limits into a series' unit.</summary>
public static class UnitScale
{
    /// <summary>How many of the unit are one base unit (a ratio of 1, a second, a core, a byte, one thing).</summary>
    /// <param name="measure">What the limit measures.</param>
    /// <param name="unit">UCUM unit of the series.</param>
    /// <returns>Null when the unit measures something else, and the limit does not apply.</returns>
    public static double? Of(Measure measure, string unit) => (measure, unit) switch
    {
        (Measure.Ratio, "1") => 1,
        (Measure.Ratio, "%") => 100,
        (Measure.Duration, "s") => 1,
        (Measure.Duration, "ms") => 1e3,
        (Measure.Duration, "us") => 1e6,
        (Measure.Duration, "ns") => 1e9,
        (Measure.Duration, "min") => 1 / 60.0,
        (Measure.Cores, "{core}") => 1,
        (Measure.Bytes, "By") => 1,
        (Measure.Bytes, "kBy") => 1e-3,
        (Measure.Bytes, "MBy") => 1e-6,
        (Measure.Bytes, "KiBy") => 1.0 / (1 << 10),
        (Measure.Bytes, "MiBy") => 1.0 / (1 << 20),
        (Measure.Bytes, "GiBy") => 1.0 / (1 << 30),
        (Measure.Rate, "1/s") => 1,
        (Measure.Rate, "1/min") => 60,
        (Measure.Count, "1") => 1,
        (Measure.Count, ['{', .., '}']) => 1,
        _ => null,
    };
}

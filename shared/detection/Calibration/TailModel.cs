namespace Pipeline.Detection.Calibration;

/// <summary>How rare a statistic's value is for this very series: decades of false-alarm rate.</summary>
/// <remarks>
/// Peaks over threshold (A. Siffer et al., Anomaly Detection in Streams with Extreme Value Theory, KDD 2017) for statistics whose tail is
/// exponential, as logarithms of ratios are (B. M. Hill, A Simple General Approach to Inference about the Tail of a Distribution, 1975): beyond the value that
/// is exceeded by 2 %, the rate falls by a factor e per mean excess. Both are followed slowly and begin at a prior, worth 400 values,
/// so that a young series is judged as series usually are and an old one as it is itself.
/// </remarks>
/// <param name="usualThreshold">Prior for the value exceeded by 2 %.</param>
/// <param name="usualExcess">Prior for the mean excess over it.</param>
public struct TailModel(double usualThreshold, double usualExcess)
{
    /// <summary>Share of values beyond the threshold.</summary>
    private const double Beyond = 0.02;

    private const double Prior = 400;
    private const double Memory = 20_000;
    private const double MostCounted = 6;
    private const double LeastExcess = 0.02;
    private static readonly double DecadesAtThreshold = -Math.Log10(Beyond);
    private double _threshold = usualThreshold;
    private double _excess = usualExcess;
    private int _seen;

    /// <summary>Judges a value and takes it in.</summary>
    /// <param name="value">Of the statistic, 0 or more.</param>
    /// <returns>Decades: 3 for what is exceeded once in 1,000 values; 0 for the most usual.</returns>
    public double Push(double value)
    {
        var over = value - _threshold;
        var decades = over > 0
            ? DecadesAtThreshold + (over / (_excess * Math.Log(10)))
            : DecadesAtThreshold * Math.Max(0, value) / _threshold;
        var weight = 1 / Math.Min(Prior + _seen, Memory);
        if (_seen < Memory)
            _seen++;
        // stochastic approximation of a quantile (H. Robbins and S. Monro, 1951), in steps of the excess
        _threshold = Math.Max(LeastExcess, _threshold + (weight * _excess * (over > 0 ? 1 - Beyond : -Beyond) / Beyond));
        if (over > 0)
            _excess = Math.Max(LeastExcess, _excess + (Math.Min(1, weight / Beyond) * (Math.Min(over, MostCounted * _excess) - _excess)));
        return decades;
    }

    /// <summary>Writes what was learned.</summary>
    public readonly void Write(BinaryWriter writer)
    {
        writer.Write(_threshold);
        writer.Write(_excess);
        writer.Write(_seen);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        _threshold = reader.ReadDouble();
        _excess = reader.ReadDouble();
        _seen = reader.ReadInt32();
    }
}

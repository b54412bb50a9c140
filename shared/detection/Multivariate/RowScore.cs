using Pipeline.Detection.Calibration;

namespace Pipeline.Detection.Multivariate;

/// <summary>What a detector says about one row of many series.</summary>
/// <param name="Score">In [0, 1] on the <see cref="ScoreScale"/> that all detectors share.</param>
/// <param name="Decades">How rare such a row is: 3 for one in 1,000.</param>
/// <param name="Deviation">Residual of the columns as a multiple of what is usual, their mean over the newest rows.</param>
public readonly record struct RowScore(double Score, double Decades, double Deviation)
{
    /// <summary>Deviation that 2 % of the rows exceed, and mean excess of those that do.</summary>
    /// <remarks>
    /// Every column is measured against itself, so one scale serves all entities. On unlabelled rows of two machines, four servers and two
    /// clusters 2 % exceeded 0.36 to 0.94, and 0.1 % exceeded 0.62 to 1.7 (2.7 for one server): for clusters the rate is on the safe side.
    /// </remarks>
    private const double Usual = 0.7;
    private const double Excess = 0.3;
    private const double Beyond = 0.02;

    /// <summary>Deviation from which a row is news: met by no row of the two clusters' fault-free hours.</summary>
    private const double NewsDeviation = 0.8;

    private static readonly double DecadesAtUsual = -Math.Log10(Beyond);

    /// <summary>Too little was learned to say anything.</summary>
    public static RowScore None => default;

    /// <summary>The score of a deviation; it rises with it.</summary>
    public static RowScore Of(double deviation)
    {
        var over = deviation - Usual;
        var decades = over > 0 ? DecadesAtUsual + (over / (Excess * Math.Log(10))) : DecadesAtUsual * deviation / Usual;
        return new RowScore(ScoreScale.Of(decades, Math.Max(0, (deviation / NewsDeviation) - 1)), decades, deviation);
    }
}

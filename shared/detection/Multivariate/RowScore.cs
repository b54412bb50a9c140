using Pipeline.Detection.Calibration;

namespace Pipeline.Detection.Multivariate;

/// <summary>What a detector says about one row of many series.</summary>
/// <param name="Score">In [0, 1] on the <see cref="ScoreScale"/> that all detectors share.</param>
/// <param name="Decades">How rare such a row is among this entity's: 3 for one in 1,000.</param>
/// <param name="Deviation">Residual of the columns as a multiple of what is usual, their mean over the newest rows.</param>
public readonly record struct RowScore(double Score, double Decades, double Deviation)
{
    /// <summary>Too little was learned to say anything.</summary>
    public static RowScore None => default;
}

namespace Pipeline.Detection.Multivariate;

/// <summary>Judges many series that belong together, row by row: the metrics of one entity, or of all services of a cluster.</summary>
/// <remarks>
/// Causal and deterministic: a score depends on its row and on earlier ones. It learns by itself as rows come, so the past is given to it as
/// rows before the ones that count. A column that appears later is missing (NaN) before, one that is gone is missing from then on.
/// </remarks>
public interface IRowDetector
{
    /// <summary>Columns of a row.</summary>
    int Columns { get; }

    /// <summary>Judges a row, then learns it.</summary>
    /// <param name="row">One value for each column in any units; what is not finite is missing.</param>
    /// <param name="shares">One for each column: the part of the score that it carries, 1 in total; all 0 while nothing can be said.</param>
    RowScore Observe(ReadOnlySpan<double> row, Span<double> shares);

    /// <summary>Writes what was learned.</summary>
    void Write(BinaryWriter writer);

    /// <summary>Reads what <see cref="Write"/> of a detector with as many columns wrote.</summary>
    void Read(BinaryReader reader);
}

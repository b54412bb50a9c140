using System.Runtime.InteropServices;

namespace Pipeline.Detection.Multivariate;

/// <summary>How large each column's residuals are usually: root mean square of those that were met while judging, not while fitting.</summary>
/// <remarks>A residual of a fitted row is too small when there are few rows for many columns; one of a row not seen before is not.</remarks>
internal sealed class ResidualScale(int columns)
{
    /// <summary>Residual of a column before anything is known, in deviations, and how many rows that is worth.</summary>
    private const double Prior = 0.3;
    private const double PriorRows = 10;

    /// <summary>Rows that are remembered: four weeks of one-minute rows.</summary>
    private const double Memory = 40_000;

    /// <summary>Residual that never counts as much, in deviations.</summary>
    private const double Noise = 0.1;

    private readonly double[] _squares = new double[columns];
    private readonly double[] _rows = new double[columns];

    /// <summary>A residual as a multiple of what is usual for its column; then it is taken in.</summary>
    public double Push(int column, double residual)
    {
        var (squares, rows) = (_squares[column], _rows[column]);
        var usual = Math.Sqrt((squares + (PriorRows * Prior * Prior)) / (rows + PriorRows));
        var kept = rows >= Memory ? 1 - (1 / Memory) : 1;
        _squares[column] = (squares * kept) + (residual * residual);
        _rows[column] = (rows * kept) + 1;
        return residual / (usual + Noise);
    }

    /// <summary>Writes what was learned.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(MemoryMarshal.AsBytes(_squares.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(_rows.AsSpan()));
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_squares.AsSpan()));
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_rows.AsSpan()));
    }
}

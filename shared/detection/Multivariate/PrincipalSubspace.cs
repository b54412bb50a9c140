using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Pipeline.Detection.Multivariate;

/// <summary>How the columns of an entity usually move together: the main directions of its past windows.</summary>
/// <remarks>
/// Multivariate singular spectrum analysis / window-PCA: Golyandina and Zhigljavsky (2013), "Singular Spectrum Analysis for Time Series";
/// the residual as a sign of a fault is the Q statistic of Jackson and Mudholkar (1979), "Control Procedures for Residuals Associated with
/// Principal Component Analysis".
/// </remarks>
internal sealed class PrincipalSubspace
{
    /// <summary>Share of the variance that counts as usual movement.</summary>
    private const double UsualShare = 0.97;

    private readonly int _columns;
    private readonly ColumnScaling[] _scalings;
    private readonly float[] _mean;
    private readonly float[] _directions; // row-major: one direction of the window's length after the other

    private PrincipalSubspace(int columns, ColumnScaling[] scalings, float[] mean, float[] directions) =>
        (_columns, _scalings, _mean, _directions) = (columns, scalings, mean, directions);

    private int Width => _mean.Length;

    /// <summary>Directions kept.</summary>
    public int Rank => _directions.Length / Width;

    /// <summary>Fits the subspace to past windows.</summary>
    /// <param name="past">At least one.</param>
    /// <param name="offsets">What was taken from each column's values; their number is the number of columns.</param>
    /// <param name="width">Length of a window: columns times rows, the newest row first.</param>
    public static PrincipalSubspace Fit(PastWindows past, ReadOnlySpan<double> offsets, int width)
    {
        var scalings = new ColumnScaling[offsets.Length];
        for (var column = 0; column < scalings.Length; column++)
            scalings[column] = ColumnScaling.Of(past, column, offsets[column]);
        var windows = new float[past.Count * width];
        var mean = new float[width];
        for (var i = 0; i < past.Count; i++)
        {
            var window = windows.AsSpan(i * width, width);
            Scale(past[i], scalings, window);
            TensorPrimitives.Add(mean, window, mean);
        }
        TensorPrimitives.Divide(mean, (float)past.Count, mean);
        for (var i = 0; i < past.Count; i++)
            TensorPrimitives.Subtract(windows.AsSpan(i * width, width), mean, windows.AsSpan(i * width, width));
        return new PrincipalSubspace(offsets.Length, scalings, mean, Directions(windows, past.Count, width));
    }

    /// <summary>Brings one or more rows of a window to the scale of their columns.</summary>
    /// <param name="rows">Relative to the offsets; NaN where a value is missing.</param>
    /// <param name="scaled">As long.</param>
    public void Scale(ReadOnlySpan<float> rows, Span<float> scaled) => Scale(rows, _scalings, scaled);

    /// <summary>What the usual movement does not explain of a window, for each column: root mean square over the window's rows.</summary>
    /// <param name="scaled">Of <see cref="Scale(ReadOnlySpan{float}, Span{float})"/>.</param>
    /// <param name="scratch">As long as the window; overwritten.</param>
    /// <param name="residuals">One for each column.</param>
    public void Residuals(ReadOnlySpan<float> scaled, Span<float> scratch, Span<float> residuals)
    {
        TensorPrimitives.Subtract(scaled, _mean, scratch);
        for (var from = 0; from < _directions.Length; from += Width) // directions are orthogonal: one after the other may be taken out
        {
            var direction = _directions.AsSpan(from, Width);
            TensorPrimitives.MultiplyAdd(direction, -TensorPrimitives.Dot<float>(scratch, direction), scratch, scratch);
        }
        residuals.Clear();
        for (var from = 0; from < Width; from += _columns)
            TensorPrimitives.MultiplyAdd(scratch.Slice(from, _columns), scratch.Slice(from, _columns), residuals, residuals);
        TensorPrimitives.Multiply(residuals, (float)_columns / Width, residuals);
        TensorPrimitives.Sqrt(residuals, residuals);
    }

    /// <summary>Writes the subspace.</summary>
    public void Write(BinaryWriter writer)
    {
        foreach (var scaling in _scalings)
        {
            writer.Write(scaling.Center);
            writer.Write(scaling.Spread);
        }
        writer.Write(MemoryMarshal.AsBytes(_mean.AsSpan()));
        writer.Write(Rank);
        writer.Write(MemoryMarshal.AsBytes(_directions.AsSpan()));
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static PrincipalSubspace Read(BinaryReader reader, int columns, int width)
    {
        var scalings = new ColumnScaling[columns];
        for (var i = 0; i < columns; i++)
            scalings[i] = new ColumnScaling(reader.ReadDouble(), reader.ReadDouble());
        var mean = new float[width];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(mean.AsSpan()));
        var directions = new float[reader.ReadInt32() * width];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(directions.AsSpan()));
        return new PrincipalSubspace(columns, scalings, mean, directions);
    }

    private static void Scale(ReadOnlySpan<float> window, ColumnScaling[] scalings, Span<float> scaled)
    {
        for (var from = 0; from < window.Length; from += scalings.Length)
        {
            for (var column = 0; column < scalings.Length; column++)
                scaled[from + column] = scalings[column].Of(window[from + column]);
        }
    }

    /// <summary>Eigenvectors of the windows' covariance, taken from the smaller of XᵀX and XXᵀ.</summary>
    private static float[] Directions(float[] windows, int count, int width)
    {
        var transposed = Transposed(windows, count, width);
        var byColumns = width <= count;
        var size = byColumns ? width : count;
        var eigen = new SymmetricEigen(byColumns ? Gram(transposed, width, count) : Gram(windows, count, width), size);
        var rank = RankOf(eigen.Values);
        var directions = new float[rank * width];
        for (var i = 0; i < rank; i++)
        {
            var direction = directions.AsSpan(i * width, width);
            var vector = eigen.Vectors.AsSpan(i * size, size);
            if (byColumns)
            {
                for (var j = 0; j < width; j++)
                    direction[j] = (float)vector[j];
                continue;
            }
            for (var row = 0; row < count; row++)
                TensorPrimitives.MultiplyAdd(windows.AsSpan(row * width, width), (float)(vector[row] / Math.Sqrt(eigen.Values[i])), direction, direction);
        }
        return directions;
    }

    /// <summary>Directions that hold the usual share of the variance, leaving out those that are rounding.</summary>
    private static int RankOf(double[] variances)
    {
        const double Rounding = 1e-6;
        var total = variances.Sum(v => Math.Max(v, 0));
        var (rank, held) = (0, 0.0);
        while (rank < variances.Length && held < UsualShare * total && variances[rank] > Rounding * variances[0])
            held += variances[rank++];
        return rank;
    }

    private static float[] Transposed(float[] matrix, int rows, int columns)
    {
        var transposed = new float[matrix.Length];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                transposed[(j * rows) + i] = matrix[(i * columns) + j];
        }
        return transposed;
    }

    /// <summary>Products of all pairs of rows.</summary>
    private static double[] Gram(float[] matrix, int rows, int columns)
    {
        var gram = new double[rows * rows];
        for (var i = 0; i < rows; i++)
        {
            var row = matrix.AsSpan(i * columns, columns);
            for (var j = 0; j <= i; j++)
                gram[(i * rows) + j] = gram[(j * rows) + i] = TensorPrimitives.Dot<float>(row, matrix.AsSpan(j * columns, columns));
        }
        return gram;
    }
}

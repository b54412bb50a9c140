using System.Runtime.InteropServices;

namespace Pipeline.Detection.Multivariate;

/// <summary>Sees rows that do not move as the entity's columns usually move together.</summary>
/// <remarks>
/// <para>
/// The window of the newest rows is projected on the main directions of past windows (<see cref="PrincipalSubspace"/>); what they do not explain
/// is compared, column by column, with what they usually do not explain (<see cref="ResidualScale"/>), and the columns' mean is the deviation.
/// </para>
/// <para>
/// The directions are fitted again when the history has grown by a fifth, so the work per row stays bounded; after a week of one-minute rows once
/// a week. No row allocates but those at which a window is kept or the directions are fitted.
/// </para>
/// </remarks>
public sealed class ReconstructionDetector : IRowDetector
{
    /// <summary>Rows before the first fit.</summary>
    private const int LeastRows = 20;

    private const double Growth = 1.2;
    private const int LongestRest = 10_000;

    /// <summary>Rows of a window, and how long it may be with all its columns.</summary>
    private const int MostRows = 10;
    private const int LongestWindow = 400;

    private readonly int _width;
    private readonly double[] _offsets;
    private readonly float[] _window; // newest row first, relative to the offsets
    private readonly float[] _scaled; // the same on the scale of the columns
    private readonly float[] _scratch;
    private readonly float[] _residuals;
    private readonly PastWindows _past;
    private readonly ResidualScale _usual;
    private readonly RecentMean _smoothed = new();
    private PrincipalSubspace? _subspace;
    private long _rows;
    private long _nextFit = LeastRows;

    /// <summary>A detector that knows nothing yet.</summary>
    /// <param name="columns">At least 1.</param>
    public ReconstructionDetector(int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        Columns = columns;
        _width = columns * Math.Clamp(LongestWindow / columns, 1, MostRows);
        (_offsets, _residuals) = (new double[columns], new float[columns]);
        (_window, _scaled, _scratch) = (new float[_width], new float[_width], new float[_width]);
        (_past, _usual) = (new PastWindows(_width), new ResidualScale(columns));
        Array.Fill(_offsets, double.NaN);
        Array.Fill(_window, float.NaN);
    }

    /// <inheritdoc/>
    public int Columns { get; }

    /// <summary>When the directions were fitted last, in rows; 0 before the first time.</summary>
    public long FittedAt { get; private set; }

    /// <summary>Directions in which the columns usually move.</summary>
    public int Directions => _subspace?.Rank ?? 0;

    /// <inheritdoc/>
    public RowScore Observe(ReadOnlySpan<double> row, Span<double> shares)
    {
        if (row.Length != Columns || shares.Length != Columns)
            throw new ArgumentException($"A row has {Columns} columns.", nameof(row));
        Enter(row);
        var score = Judge(row, shares);
        _past.Add(_window);
        _rows++;
        if (_rows >= _nextFit)
            Fit();
        return score;
    }

    /// <inheritdoc/>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Columns);
        writer.Write(_rows);
        writer.Write(_nextFit);
        writer.Write(FittedAt);
        writer.Write(MemoryMarshal.AsBytes(_offsets.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(_window.AsSpan()));
        _past.Write(writer);
        _usual.Write(writer);
        _smoothed.Write(writer);
        _subspace?.Write(writer);
    }

    /// <inheritdoc/>
    public void Read(BinaryReader reader)
    {
        if (reader.ReadInt32() is var columns && columns != Columns)
            throw new InvalidDataException($"The state has {columns} columns, the detector {Columns}.");
        (_rows, _nextFit, FittedAt) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_offsets.AsSpan()));
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(_window.AsSpan()));
        _past.Read(reader);
        _usual.Read(reader);
        _smoothed.Read(reader);
        _subspace = FittedAt == 0 ? null : PrincipalSubspace.Read(reader, Columns, _width);
        _subspace?.Scale(_window, _scaled);
    }

    /// <summary>Puts a row in front of the window; a missing value is the last known one.</summary>
    private void Enter(ReadOnlySpan<double> row)
    {
        _window.AsSpan(0, _width - Columns).CopyTo(_window.AsSpan(Columns));
        for (var column = 0; column < Columns; column++)
        {
            if (!double.IsFinite(row[column]))
                continue;
            if (double.IsNaN(_offsets[column]))
            {
                _offsets[column] = row[column];
                for (var i = column; i < _width; i += Columns)
                    _window[i] = 0; // as if it had always been so
            }
            _window[column] = (float)Math.Clamp(row[column] - _offsets[column], float.MinValue, float.MaxValue);
        }
    }

    private RowScore Judge(ReadOnlySpan<double> row, Span<double> shares)
    {
        shares.Clear();
        if (_subspace is null)
            return RowScore.None;
        _scaled.AsSpan(0, _width - Columns).CopyTo(_scaled.AsSpan(Columns));
        _subspace.Scale(_window.AsSpan(0, Columns), _scaled.AsSpan(0, Columns));
        _subspace.Residuals(_scaled, _scratch, _residuals);
        var (sum, present) = (0.0, 0);
        for (var column = 0; column < Columns; column++)
        {
            if (!double.IsFinite(row[column]))
                continue;
            shares[column] = _usual.Push(column, _residuals[column]);
            sum += shares[column];
            present++;
        }
        if (present == 0)
            return RowScore.None;
        if (sum > 0)
            System.Numerics.Tensors.TensorPrimitives.Divide(shares, sum, shares);
        return RowScore.Of(_smoothed.Push(sum / present));
    }

    private void Fit()
    {
        _subspace = PrincipalSubspace.Fit(_past, _offsets, _width);
        _subspace.Scale(_window, _scaled);
        FittedAt = _rows;
        _nextFit = Math.Max(_rows + 1, (long)Math.Min(_rows * Growth, _rows + LongestRest));
    }
}

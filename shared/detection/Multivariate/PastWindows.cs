namespace Pipeline.Detection.Multivariate;

/// <summary>Windows of the past, thinned out as time goes on, so that a bounded number spans a long stretch evenly.</summary>
/// <remarks>
/// Every so many-th window is kept. When the memory is full every second one is given up and the stride doubled, up to
/// <see cref="LongestStride"/>; from then on the oldest makes room. Values are kept relative to each column's first one as single floats.
/// </remarks>
internal sealed class PastWindows(int width)
{
    /// <summary>Windows kept at most.</summary>
    public const int Capacity = 4096;

    /// <summary>Rows between two kept windows at most: 22 days of one-minute rows are spanned.</summary>
    private const int LongestStride = 8;

    private readonly List<float[]> _windows = [];
    private int _stride = 1;
    private int _oldest;
    private long _rows;

    /// <summary>Windows kept.</summary>
    public int Count => _windows.Count;

    /// <summary>One of the kept windows, in no order; NaN where a value is missing.</summary>
    public ReadOnlySpan<float> this[int index] => _windows[index];

    /// <summary>Takes the window that ends with the newest row, if it is its turn.</summary>
    public void Add(ReadOnlySpan<float> window)
    {
        if (_rows++ % _stride != 0)
            return;
        if (_windows.Count < Capacity)
        {
            _windows.Add(window.ToArray());
        }
        else if (_stride == LongestStride)
        {
            window.CopyTo(_windows[_oldest]);
            _oldest = (_oldest + 1) % Capacity;
        }
        else
        {
            _stride *= 2;
            for (var i = 0; i < Capacity / 2; i++)
                _windows[i] = _windows[2 * i];
            _windows.RemoveRange(Capacity / 2, Capacity / 2);
            if ((_rows - 1) % _stride == 0)
                _windows.Add(window.ToArray());
        }
    }

    /// <summary>Writes what is kept.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(_stride);
        writer.Write(_oldest);
        writer.Write(_rows);
        writer.Write(_windows.Count);
        foreach (var window in _windows)
            writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(window.AsSpan()));
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        (_stride, _oldest, _rows) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt64());
        _windows.Clear();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var window = new float[width];
            reader.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(window.AsSpan()));
            _windows.Add(window);
        }
    }
}

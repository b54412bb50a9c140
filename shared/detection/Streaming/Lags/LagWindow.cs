namespace Pipeline.Detection.Streaming.Lags;

/// <summary>The newest values of a series in order, as one contiguous stretch that vector code can read.</summary>
/// <remarks>A long buffer of which only the end counts: values move to its front once per <c>3 · length</c> pushes.</remarks>
public sealed class LagWindow
{
    private readonly float[] _buffer;
    private int _end;

    /// <summary>An empty window.</summary>
    /// <param name="length">How many values it holds.</param>
    public LagWindow(int length)
    {
        Length = length;
        _buffer = new float[length * 4];
    }

    /// <summary>How many values it holds when full.</summary>
    public int Length { get; }

    /// <summary>How many values it holds now.</summary>
    public int Count { get; private set; }

    /// <summary>All values, oldest first.</summary>
    public ReadOnlySpan<float> Values => _buffer.AsSpan(_end - Count, Count);

    /// <summary>The newest values, at most as many as asked for, oldest first.</summary>
    public ReadOnlySpan<float> Newest(int count)
    {
        var shown = Math.Min(count, Count);
        return _buffer.AsSpan(_end - shown, shown);
    }

    /// <summary>Adds the newest value.</summary>
    public void Push(float value)
    {
        if (_end == _buffer.Length)
        {
            Values.CopyTo(_buffer);
            _end = Count;
        }

        _buffer[_end++] = value;
        Count = Math.Min(Count + 1, Length);
    }

    /// <summary>Forgets all values.</summary>
    public void Clear() => Count = 0;

    /// <summary>Writes the values.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write((byte)Count);
        foreach (var value in Values)
            writer.Write(value);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        Count = _end = reader.ReadByte();
        for (var i = 0; i < Count; i++)
            _buffer[i] = reader.ReadSingle();
    }
}

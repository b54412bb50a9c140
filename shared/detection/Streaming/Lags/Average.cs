namespace Pipeline.Detection.Streaming.Lags;

/// <summary>An average that forgets: exact over the first values, exponentially weighted after them.</summary>
/// <param name="memory">Number of values after which an old one weighs 1/e.</param>
public struct Average(float memory)
{
    private readonly double _least = 1 / (double)memory;
    private double _value;
    private int _seen;

    /// <summary>The average; 0 before the first value.</summary>
    public readonly double Value => _value;

    /// <summary>Takes a value in.</summary>
    /// <returns>The new average.</returns>
    public double Push(double value)
    {
        var weight = _seen < memory ? 1.0 / ++_seen : _least;
        _value += weight * (value - _value);
        return _value;
    }

    /// <summary>Writes the average.</summary>
    public readonly void Write(BinaryWriter writer)
    {
        writer.Write(_value);
        writer.Write(_seen);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        _value = reader.ReadDouble();
        _seen = reader.ReadInt32();
    }
}

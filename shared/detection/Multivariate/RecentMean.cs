namespace Pipeline.Detection.Multivariate;

/// <summary>Mean of the newest three values.</summary>
internal sealed class RecentMean
{
    private const int Length = 3;
    private readonly double[] _values = new double[Length];
    private int _count;

    /// <summary>Takes a value; the mean of it and those shortly before.</summary>
    public double Push(double value)
    {
        _values[_count % Length] = value;
        _count = _count == (2 * Length) - 1 ? Length : _count + 1;
        var kept = Math.Min(_count, Length);
        var sum = 0.0;
        for (var i = 0; i < kept; i++)
            sum += _values[i];
        return sum / kept;
    }

    /// <summary>Writes the values.</summary>
    public void Write(BinaryWriter writer)
    {
        foreach (var value in _values)
            writer.Write(value);
        writer.Write(_count);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        for (var i = 0; i < Length; i++)
            _values[i] = reader.ReadDouble();
        _count = reader.ReadInt32();
    }
}

namespace Pipeline.Detection.Streaming;

/// <summary>Turns a counter into its rate per second over resets, as Prometheus does: what is less than before counts from zero.</summary>
public struct CounterRate()
{
    private double _last = double.NaN;

    /// <summary>Takes the next value of the counter.</summary>
    /// <param name="count">Its value.</param>
    /// <param name="elapsed">Seconds since the one before.</param>
    /// <returns>Rate per second; NaN for the first.</returns>
    public double Push(double count, double elapsed)
    {
        var rise = count >= _last ? count - _last : count;
        var rate = double.IsNaN(_last) || elapsed <= 0 ? double.NaN : rise / elapsed;
        _last = count;
        return rate;
    }

    /// <summary>Writes the state.</summary>
    public readonly void Write(BinaryWriter writer) => writer.Write(_last);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader) => _last = reader.ReadDouble();
}

namespace Pipeline.Detection.Streaming;

/// <summary>The rhythm of a series: its usual step, gaps in it, and values that come too late.</summary>
/// <param name="given">Seconds between values when that is known.</param>
public struct SeriesClock(double? given)
{
    /// <summary>Steps without a value after which the newest values no longer say anything about the next.</summary>
    private const double GapSteps = 24;

    /// <summary>Late values in a row after which the source's clock is taken to have been set back.</summary>
    private const int SetBack = 16;

    private double _last = double.NaN;
    private double _step = given ?? 0;
    private int _late;

    /// <summary>Usual seconds between values; 1 before two values are known.</summary>
    public readonly double Step => _step > 0 ? _step : 1;

    /// <summary>Seconds between the newest two values; 0 before there are two.</summary>
    public double Elapsed { get; private set; }

    /// <summary>Whether the newest value came after a gap.</summary>
    public readonly bool AfterGap => Elapsed > GapSteps * Step;

    /// <summary>Takes the time of a value.</summary>
    /// <returns>False when it is not later than the one before, so that the value must not be taken in.</returns>
    public bool Advance(double seconds)
    {
        if (seconds <= _last && ++_late < SetBack)
            return false;
        Elapsed = double.IsNaN(_last) || seconds <= _last ? 0 : seconds - _last;
        (_last, _late) = (seconds, 0);
        if (given is null && Elapsed > 0)
            _step = _step == 0 ? Elapsed : _step + (0.05 * (Math.Clamp(Elapsed, _step / 2, _step * 2) - _step));
        return true;
    }

    /// <summary>Writes the state.</summary>
    public readonly void Write(BinaryWriter writer)
    {
        writer.Write(_last);
        writer.Write(_step);
        writer.Write(Elapsed);
        writer.Write((byte)_late);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        _last = reader.ReadDouble();
        var step = reader.ReadDouble();
        _step = given ?? step;
        Elapsed = reader.ReadDouble();
        _late = reader.ReadByte();
    }
}

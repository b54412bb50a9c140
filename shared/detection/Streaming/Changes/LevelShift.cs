using Pipeline.Detection.Streaming.Lags;
using Pipeline.Detection.Streaming.Levels;

namespace Pipeline.Detection.Streaming.Changes;

/// <summary>Sees that the level of the newest few values left that of the last thousand: steps, ramps, and drifts on their way.</summary>
/// <remarks>
/// A geometric moving average chart (S. W. Roberts, Control Chart Tests Based on Geometric Moving Averages, 1959) of a fast
/// against a slow average; the limit is not given but is the usual distance of the two, so a wandering series has a wide one.
/// </remarks>
public struct LevelShift()
{
    private const float Fast = 4;
    private const float Slow = 1000;
    private const double Clip = 3;
    private const double RelativeFloor = 0.01;
    private Average _fast = new(Fast);
    private double _slow;
    private double _usual;
    private int _seen;

    /// <summary>The slow level.</summary>
    public readonly double Level => _slow;

    /// <summary>Takes a value in.</summary>
    /// <returns>Distance of the fast from the slow level in multiples of the usual one, with its sign.</returns>
    public double Push(double value)
    {
        if (_seen == 0)
            _slow = value;
        var distance = _fast.Push(value) - _slow;
        var unit = _usual + (RelativeFloor * Math.Abs(_slow));
        var weight = _seen < Slow ? 1.0 / (_seen + 1) : 1.0 / Slow;
        var warm = _seen > 5;
        var limit = warm ? Clip * unit : double.MaxValue;
        _usual += weight * (Math.Min(Math.Abs(distance), limit) - _usual);
        _slow += weight * Math.Clamp(value - _slow, -limit, limit);
        if (_seen < Slow)
            _seen++;
        else if (unit == 0)
            _seen = 1;
        return warm ? Deviations.Of(distance, unit) : 0;
    }

    /// <summary>Writes what was learned.</summary>
    public readonly void Write(BinaryWriter writer)
    {
        _fast.Write(writer);
        writer.Write(_slow);
        writer.Write(_usual);
        writer.Write(_seen);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        _fast.Read(reader);
        _slow = reader.ReadDouble();
        _usual = reader.ReadDouble();
        _seen = reader.ReadInt32();
    }
}

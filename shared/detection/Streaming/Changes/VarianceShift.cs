using Pipeline.Detection.Streaming.Lags;
using Pipeline.Detection.Streaming.Levels;

namespace Pipeline.Detection.Streaming.Changes;

/// <summary>Sees that a series began to jump more, or less, than it used to: also one that froze.</summary>
/// <remarks>
/// The logarithm of the absolute first difference has a level that a change of variance shifts by a constant
/// (as in J. F. MacGregor and T. J. Harris, The Exponentially Weighted Moving Variance, 1993); a fast average of it is compared with a slow one.
/// </remarks>
public struct VarianceShift()
{
    private const float Fast = 8;
    private const float Slow = 1000;
    private const double RelativeFloor = 0.01;
    private const double Narrowest = 0.05;
    private Average _fast = new(Fast);
    private Average _slow = new(Slow);
    private Average _usual = new(Slow);
    private Average _level = new(Slow);
    private Average _jump = new(Slow);
    private double _last;
    private int _seen;

    /// <summary>Takes a value in.</summary>
    /// <returns>Distance of the logarithms in multiples of the usual one; negative when the series became calmer.</returns>
    public double Push(double value)
    {
        var jump = _seen == 0 ? 0 : Math.Abs(value - _last);
        _last = value;
        var floor = RelativeFloor * (Math.Abs(_level.Value) + _jump.Value);
        _level.Push(value);
        _jump.Push(jump);
        if (jump + floor == 0)
            return 0; // nothing but zeros so far
        var size = Math.Log(jump + Math.Max(floor, jump * 1e-6));
        var distance = _fast.Push(size) - _slow.Value;
        var score = _seen > 10 ? Deviations.Of(distance, _usual.Value + Narrowest) : 0;
        _usual.Push(Math.Abs(distance));
        _slow.Push(size);
        if (_seen < int.MaxValue)
            _seen++;
        return score;
    }

    /// <summary>Writes what was learned.</summary>
    public readonly void Write(BinaryWriter writer)
    {
        _fast.Write(writer);
        _slow.Write(writer);
        _usual.Write(writer);
        _level.Write(writer);
        _jump.Write(writer);
        writer.Write(_last);
        writer.Write(_seen);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        _fast.Read(reader);
        _slow.Read(reader);
        _usual.Read(reader);
        _level.Read(reader);
        _jump.Read(reader);
        _last = reader.ReadDouble();
        _seen = reader.ReadInt32();
    }
}

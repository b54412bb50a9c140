namespace Pipeline.Detection.Streaming.Seasons;

/// <summary>What a series is like at each phase of a period, relative to how it is on the whole these days.</summary>
/// <remarks>A seasonal exponential smoothing with a level (P. R. Winters, Forecasting Sales by Exponentially Weighted Moving Averages, 1960).</remarks>
public sealed class PhaseProfile
{
    private const double Pull = 0.3;
    private const double OffsetPull = 0.02;
    private readonly float[] _phases;
    private double _offset;
    private double _origin;
    private double _bucketPull;
    private int _bucket = -1;
    private int _inBucket;
    private int _known;
    private double _begun;
    private double _seconds;
    private double _position;

    /// <summary>A profile that knows nothing.</summary>
    /// <param name="phases">Number of phases that are told apart.</param>
    public PhaseProfile(int phases)
    {
        _phases = new float[phases];
        Forget(0);
    }

    /// <summary>Length of the period in seconds; 0 when there is none.</summary>
    public double Period { get; private set; }

    /// <summary>Whether the period was seen at least one and a half times.</summary>
    public bool IsKnown => _known > 0 && _seconds - _begun >= 1.5 * Period;

    /// <summary>Begins anew with another period.</summary>
    public void Forget(double period)
    {
        Array.Fill(_phases, float.NaN);
        (Period, _known, _bucket, _inBucket, _offset, _bucketPull) = (period, 0, -1, 0, 0, Pull);
    }

    /// <summary>Goes to a time, in seconds since the epoch.</summary>
    public void MoveTo(double seconds)
    {
        if (Period == 0)
            return;
        _seconds = seconds;
        var turns = seconds / Period;
        _position = Math.Min((turns - Math.Floor(turns)) * _phases.Length, _phases.Length - 1e-6);
    }

    /// <summary>What the series would be at this time; null for a phase not seen yet.</summary>
    public double? Forecast()
    {
        if (Period == 0)
            return null;
        var position = _position;
        if (_known < _phases.Length) // a coarse step visits some phases only
            return float.IsNaN(_phases[Nearest(position)]) ? null : _origin + _offset + _phases[Nearest(position)];
        var here = (int)position;
        var (a, b) = (_phases[here], _phases[here + 1 == _phases.Length ? 0 : here + 1]);
        return _origin + _offset + a + ((position - here) * (b - a));
    }

    /// <summary>Takes the value of this time in.</summary>
    /// <param name="value">Finite; what it deviates too far should be clipped.</param>
    public void Learn(double value)
    {
        if (Period == 0)
            return;
        if (_known == 0)
            (_origin, _begun) = (value, _seconds);
        var bucket = Nearest(_position);
        if (bucket != _bucket)
        {
            if (_inBucket > 0)
                _bucketPull = 1 - Math.Pow(1 - Pull, 1.0 / _inBucket); // a phase visited by many values moves as far as one by one
            (_bucket, _inBucket) = (bucket, 0);
        }

        _inBucket++;
        var relative = value - _origin;
        if (float.IsNaN(_phases[bucket]))
        {
            _phases[bucket] = (float)(relative - _offset);
            _known++;
            return;
        }

        var missed = relative - _offset - _phases[bucket];
        _offset += OffsetPull * missed;
        _phases[bucket] += (float)(_bucketPull * missed);
    }

    /// <summary>Writes what was learned.</summary>
    public void Write(BinaryWriter writer)
    {
        foreach (var phase in _phases)
            writer.Write(phase);
        writer.Write(Period);
        writer.Write(_offset);
        writer.Write(_origin);
        writer.Write(_bucketPull);
        writer.Write(_bucket);
        writer.Write(_inBucket);
        writer.Write(_known);
        writer.Write(_begun);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        for (var i = 0; i < _phases.Length; i++)
            _phases[i] = reader.ReadSingle();
        Period = reader.ReadDouble();
        _offset = reader.ReadDouble();
        _origin = reader.ReadDouble();
        _bucketPull = reader.ReadDouble();
        _bucket = reader.ReadInt32();
        _inBucket = reader.ReadInt32();
        _known = reader.ReadInt32();
        _begun = reader.ReadDouble();
    }

    private int Nearest(double position) => (int)(position + 0.5) is var phase && phase < _phases.Length ? phase : 0;
}

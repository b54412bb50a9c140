namespace Pipeline.Detection.Streaming.Levels;

/// <summary>Level and spread of a series, of which no single value moves much, and the distance of a value from them.</summary>
/// <remarks>
/// Huber's M-estimators of location and scale (P. J. Huber, Robust Estimation of a Location Parameter, 1964) in recursive
/// form with exponential forgetting: a residual counts up to three spreads. It stands for the sliding median and MAD
/// at O(1) and 24 bytes. A spread is never below 1 % of the level, so rounding is no news.
/// </remarks>
/// <param name="memory">Number of values that make the level.</param>
public struct RobustLevel(float memory)
{
    private const int Exact = 5;
    private const double Clip = 3;
    private const double RelativeFloor = 0.01;
    private readonly double _least = 1 / (double)memory;
    private int _seen;

    /// <summary>The level.</summary>
    public double Level { get; private set; }

    /// <summary>Mean absolute residual, those above three spreads counted as three.</summary>
    public double Spread { get; private set; }

    /// <summary>Spread with its floor: what counts as one deviation.</summary>
    public readonly double Unit => Spread + (RelativeFloor * Math.Abs(Level));

    /// <summary>Judges a value and then takes it in.</summary>
    /// <returns>Distance in deviations with its sign; 0 while too little is known, or when the value is the level itself.</returns>
    public double Push(double value)
    {
        var (residual, unit) = (value - Level, Unit);
        var weight = _seen < memory ? 1.0 / (_seen + 1) : _least;
        var score = 0.0;
        if (_seen >= Exact)
        {
            if (residual != 0)
                score = Deviations.Of(residual, unit);
            residual = Math.Clamp(residual, -Clip * unit, Clip * unit);
        }

        Level += weight * residual;
        Spread += weight * (Math.Abs(residual) - Spread);
        if (_seen < memory)
            _seen++;
        else if (unit == 0)
            _seen = Exact; // constant at zero for its whole memory: what comes now teaches it anew
        return score;
    }

    /// <summary>Writes what was learned.</summary>
    public readonly void Write(BinaryWriter writer)
    {
        writer.Write(Level);
        writer.Write(Spread);
        writer.Write(_seen);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        Level = reader.ReadDouble();
        Spread = reader.ReadDouble();
        _seen = reader.ReadInt32();
    }
}

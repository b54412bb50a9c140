using System.Numerics.Tensors;
using Pipeline.Detection.Streaming.Lags;
using Pipeline.Detection.Streaming.Levels;

namespace Pipeline.Detection.Streaming.Recurrence;

/// <summary>Forecasts a value from the 24 before it and scores what the forecast missed: the streaming form of SSA's spike score.</summary>
/// <remarks>
/// A series of finite rank, the signal of singular spectrum analysis, obeys a linear recurrence (N. Golyandina, V. Nekrutkin, A. Zhigljavsky,
/// Analysis of Time Series Structure: SSA and Related Techniques, 2001, §2.1). Its coefficients are not computed from a decomposition but
/// followed by normalised least mean squares (B. Widrow and M. E. Hoff 1960; J. Nagumo and A. Noda 1967), O(lags) for each value.
/// </remarks>
public sealed class LinearRecurrence
{
    /// <summary>How many values a forecast is made from.</summary>
    public const int Lags = 24;

    private const float Rate = 0.02f;
    private const double Clip = 6;
    private const double Memory = 500;
    private readonly LagWindow _window = new(Lags);
    private readonly float[] _weights = new float[Lags];
    private RobustLevel _level = new(1000);
    private double _usual;
    private int _seen;

    /// <summary>A forecast that begins as "the same as just now".</summary>
    public LinearRecurrence() => _weights[^1] = 1;

    /// <summary>Takes a value in.</summary>
    /// <returns>The missed part in multiples of the usual one, with its sign.</returns>
    public double Push(double value)
    {
        var (level, unit) = (_level.Level, _level.Unit);
        _level.Push(value);
        if (_seen == 0)
            level = value;
        var exact = Deviations.Of(value - level, unit);
        var clipped = (float)Math.Clamp(exact, -Clip, Clip);
        var score = 0.0;
        if (_window.Count == Lags)
        {
            var lags = _window.Values;
            var forecast = TensorPrimitives.Dot(lags, _weights);
            var power = TensorPrimitives.Dot(lags, lags) + 0.1f;
            score = Deviations.Of(exact - forecast, _usual + 0.02);
            var missed = clipped - forecast;
            _usual += Math.Max(1 / Memory, 1.0 / ++_seen) * (Math.Min(Math.Abs(missed), (4 * _usual) + 0.5) - _usual);
            TensorPrimitives.MultiplyAdd(lags, Rate * missed / power, _weights, _weights);
            if (_seen > Memory)
                _seen = (int)Memory;
        }
        else if (_seen == 0)
        {
            _seen = 1;
        }

        _window.Push(clipped);
        return score;
    }

    /// <summary>Forgets the newest values, as after a gap, and keeps the recurrence.</summary>
    public void Interrupt() => _window.Clear();

    /// <summary>Writes what was learned.</summary>
    public void Write(BinaryWriter writer)
    {
        _window.Write(writer);
        _level.Write(writer);
        foreach (var weight in _weights)
            writer.Write(weight);
        writer.Write(_usual);
        writer.Write(_seen);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        _window.Read(reader);
        _level.Read(reader);
        for (var i = 0; i < Lags; i++)
            _weights[i] = reader.ReadSingle();
        _usual = reader.ReadDouble();
        _seen = reader.ReadInt32();
    }
}

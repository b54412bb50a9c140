using System.Numerics.Tensors;

namespace Pipeline.Detection.Streaming.Seasons;

/// <summary>Finds the period of a series, whatever it is, from coarser and coarser means of its past.</summary>
/// <remarks>
/// The autocorrelation of 128 means (M. S. Bartlett, On the Theoretical Specification and Sampling Properties of Autocorrelated
/// Time-Series, 1946), computed when they are complete; then pairs of them are merged and the search goes on at half
/// the resolution, until a mean covers three hours; then it begins anew. 8 thousand products per 64 means, so O(1) for each value.
/// </remarks>
public sealed class SeasonSearch
{
    private const int Capacity = 128;
    private const int ShortestLag = 6;
    private const int LongestLag = Capacity / 2;
    private const double Convincing = 0.5;
    private const double LongestMean = 3 * 3600;
    private readonly float[] _means = new float[Capacity];
    private double _origin;
    private double _sum;
    private int _summed;
    private int _perMean = 1;
    private int _count;

    /// <summary>Takes a value in.</summary>
    /// <param name="value">Finite.</param>
    /// <param name="step">Seconds between values.</param>
    /// <returns>The period in seconds when one was just found, else 0.</returns>
    public double Push(double value, double step)
    {
        if (_count == 0 && _summed == 0)
            _origin = value;
        _sum += value - _origin;
        if (++_summed < _perMean)
            return 0;
        _means[_count++] = (float)(_sum / _perMean);
        (_sum, _summed) = (0, 0);
        if (_count < Capacity)
            return 0;
        var period = Lag() * _perMean * step;
        Coarsen(step);
        return period;
    }

    /// <summary>Writes what was gathered.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write((byte)_count);
        for (var i = 0; i < _count; i++)
            writer.Write(_means[i]);
        writer.Write(_origin);
        writer.Write(_sum);
        writer.Write(_summed);
        writer.Write(_perMean);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        _count = reader.ReadByte();
        for (var i = 0; i < _count; i++)
            _means[i] = reader.ReadSingle();
        _origin = reader.ReadDouble();
        _sum = reader.ReadDouble();
        _summed = reader.ReadInt32();
        _perMean = reader.ReadInt32();
    }

    private void Coarsen(double step)
    {
        if (_perMean * step * 2 > LongestMean)
        {
            (_count, _perMean) = (0, 1);
            return;
        }

        for (var i = 0; i < Capacity / 2; i++)
            _means[i] = (_means[2 * i] + _means[(2 * i) + 1]) / 2;
        (_count, _perMean) = (Capacity / 2, _perMean * 2);
    }

    /// <summary>Lag of the highest convincing peak of the autocorrelation behind its first valley, refined by a parabola; 0 without one.</summary>
    private double Lag()
    {
        Span<float> centred = stackalloc float[Capacity];
        TensorPrimitives.Subtract(_means, TensorPrimitives.Sum<float>(_means) / Capacity, centred);
        var power = TensorPrimitives.Dot<float>(centred, centred);
        if (power <= 0 || !float.IsFinite(power))
            return 0;
        Span<float> correlation = stackalloc float[LongestLag + 1];
        for (var lag = 0; lag <= LongestLag; lag++)
            correlation[lag] = TensorPrimitives.Dot<float>(centred[lag..], centred[..^lag]) / power * Capacity / (Capacity - lag);
        var (best, valley) = (0, false);
        for (var lag = 1; lag < LongestLag; lag++)
        {
            valley |= correlation[lag] < 0.2f;
            var peak = valley && lag >= ShortestLag && correlation[lag] >= correlation[lag - 1] && correlation[lag] >= correlation[lag + 1];
            if (peak && correlation[lag] > Convincing && (best == 0 || correlation[lag] > correlation[best] + 0.1f))
                best = lag;
        }

        if (best == 0)
            return 0;
        double before = correlation[best - 1], at = correlation[best], after = correlation[best + 1];
        var curve = before - (2 * at) + after;
        return best + (curve < 0 ? 0.5 * (before - after) / curve : 0);
    }
}

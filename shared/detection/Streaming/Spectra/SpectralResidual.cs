using System.Numerics.Tensors;
using Pipeline.Detection.Streaming.Levels;

namespace Pipeline.Detection.Streaming.Spectra;

/// <summary>Sees what stands out of the spectrum of the newest 32 values: the saliency of the newest of them.</summary>
/// <remarks>
/// H. Ren et al., Time-Series Anomaly Detection Service at Microsoft, KDD 2019, §3.1: the log spectrum less its average over three
/// neighbours, turned back, is the saliency map. Only its newest point is needed, and the spectrum is kept by the sliding DFT
/// (E. Jacobsen and R. Lyons, The Sliding DFT, 2003) with slight damping, so a value costs O(32).
/// </remarks>
public sealed class SpectralResidual
{
    private const int Points = 32;
    private const int Bins = Points / 2;
    private const double Clip = 8;
    private const float Damping = 0.9995f;
    private static readonly float[] CosineTable = [.. Enumerable.Range(1, Bins).Select(k => MathF.Cos(2 * MathF.PI * k / Points))];
    private static readonly float[] SineTable = [.. Enumerable.Range(1, Bins).Select(k => MathF.Sin(2 * MathF.PI * k / Points))];
    private static readonly float Fade = MathF.Pow(Damping, Points);
    private readonly float[] _past = new float[Points];
    private readonly float[] _real = new float[Bins];
    private readonly float[] _imaginary = new float[Bins];
    private RobustLevel _level = new(300);
    private RobustLevel _saliency = new(500);
    private int _oldest;
    private int _seen;

    /// <summary>Takes a value in.</summary>
    /// <returns>Saliency in deviations above its usual one, 0 or more.</returns>
    public double Push(double value)
    {
        var clipped = (float)Math.Clamp(_level.Push(value), -Clip, Clip);
        var change = clipped - (Fade * _past[_oldest]);
        _past[_oldest] = clipped;
        _oldest = (_oldest + 1) % Points;
        Turn(change);
        if (_seen < Points)
        {
            _seen++;
            return 0;
        }

        return Math.Max(0, _saliency.Push(Saliency()));
    }

    /// <summary>Writes what was learned.</summary>
    public void Write(BinaryWriter writer)
    {
        Span<float[]> all = [_past, _real, _imaginary];
        foreach (var values in all)
        {
            foreach (var value in values)
                writer.Write(value);
        }

        _level.Write(writer);
        _saliency.Write(writer);
        writer.Write((byte)_oldest);
        writer.Write((byte)_seen);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        Span<float[]> all = [_past, _real, _imaginary];
        foreach (var values in all)
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = reader.ReadSingle();
        }

        _level.Read(reader);
        _saliency.Read(reader);
        _oldest = reader.ReadByte();
        _seen = reader.ReadByte();
    }

    private void Turn(float change)
    {
        for (var k = 0; k < Bins; k++)
        {
            var (real, imaginary) = ((Damping * _real[k]) + change, Damping * _imaginary[k]);
            _real[k] = (real * CosineTable[k]) - (imaginary * SineTable[k]);
            _imaginary[k] = (real * SineTable[k]) + (imaginary * CosineTable[k]);
        }
    }

    private double Saliency()
    {
        Span<float> logs = stackalloc float[Bins];
        Span<float> whitened = stackalloc float[Bins];
        for (var k = 0; k < Bins; k++)
            logs[k] = (_real[k] * _real[k]) + (_imaginary[k] * _imaginary[k]) + 1e-6f;
        TensorPrimitives.Log(logs, logs);
        for (var k = 0; k < Bins; k++) // half a logarithm of a power is one of an amplitude
            whitened[k] = (logs[Math.Max(k - 1, 0)] + logs[k] + logs[Math.Min(k + 1, Bins - 1)]) / -6;
        TensorPrimitives.Exp(whitened, whitened);
        var sum = 0f;
        for (var k = 0; k < Bins; k++) // the newest point of the map: e^(-2πik/N) turns bin k back onto it
            sum += whitened[k] * ((_real[k] * CosineTable[k]) + (_imaginary[k] * SineTable[k]));
        return Math.Abs(sum) / Bins;
    }
}

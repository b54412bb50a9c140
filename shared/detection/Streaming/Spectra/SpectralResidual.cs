using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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
        var damping = Vector256.Create(Damping);
        var news = Vector256.Create(change);
        for (nuint k = 0; k < Bins; k += (nuint)Vector256<float>.Count)
        {
            var (cosine, sine) = (Load(CosineTable, k), Load(SineTable, k));
            var (real, imaginary) = ((Load(_real, k) * damping) + news, Load(_imaginary, k) * damping);
            ((real * cosine) - (imaginary * sine)).StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(_real), k);
            ((real * sine) + (imaginary * cosine)).StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(_imaginary), k);
        }
    }

    private double Saliency()
    {
        Span<float> logs = stackalloc float[Bins + 2]; // a neighbour on both sides
        ref var log = ref MemoryMarshal.GetReference(logs);
        var sum = Vector256<float>.Zero;
        for (nuint k = 0; k < Bins; k += (nuint)Vector256<float>.Count)
        {
            var (real, imaginary) = (Load(_real, k), Load(_imaginary, k));
            Vector256.Log((real * real) + (imaginary * imaginary) + Vector256.Create(1e-6f)).StoreUnsafe(ref log, k + 1);
        }

        (logs[0], logs[^1]) = (logs[1], logs[^2]);
        for (nuint k = 0; k < Bins; k += (nuint)Vector256<float>.Count)
        {
            var three = Vector256.LoadUnsafe(ref log, k) + Vector256.LoadUnsafe(ref log, k + 1) + Vector256.LoadUnsafe(ref log, k + 2);
            var whitened = Vector256.Exp(three * (-1 / 6f)); // half a logarithm of a power is one of an amplitude
            sum += whitened * ((Load(_real, k) * Load(CosineTable, k)) + (Load(_imaginary, k) * Load(SineTable, k)));
        }

        return Math.Abs(Vector256.Sum(sum)) / Bins; // e^(-2πik/N) turned bin k back onto the newest point of the map
    }

    private static Vector256<float> Load(float[] values, nuint at) => Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(values), at);
}

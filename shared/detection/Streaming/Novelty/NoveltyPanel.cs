using System.Numerics.Tensors;
using Pipeline.Detection.Streaming.Lags;

namespace Pipeline.Detection.Streaming.Novelty;

/// <summary>How new a series is right now, seen under several aspects: value, magnitude, averages, extremes, scatter.</summary>
/// <remarks>
/// Aspects count alike. A lag vector as a whole is nearly always new; these are the parts of it whose novelty says something.
/// </remarks>
public sealed class NoveltyPanel
{
    private const int Aspects = 9;
    private const int ShortWindow = 12;
    private const int Window = 48;
    private const int ScaleSamples = 32;
    private const double Gain = 15;

    /// <summary>Values after which what is new counts half: what a young series has not shown says little.</summary>
    private const double Youth = 300;

    private const double MagnitudeDetail = 0.3;
    private readonly PrototypeNovelty[] _novelties = new PrototypeNovelty[Aspects];
    private readonly LagWindow _window = new(Window);
    private readonly float[] _shares = new float[Aspects];
    private Average _shortAverage = new(ShortWindow);
    private Average _average = new(30);
    private Average _longAverage = new(300);
    private Average _scatterLevel = new(8);
    private Average _scatter = new(8);
    private Average _scale = new(float.MaxValue);
    private int _scaled;
    private int _seen;
    private double _origin;
    private bool _begun;

    /// <summary>Nothing was seen yet.</summary>
    public NoveltyPanel()
    {
        for (var i = 0; i < Aspects; i++)
            _novelties[i] = new PrototypeNovelty();
    }

    /// <summary>The aspect that was newest at the last value.</summary>
    public Aspect Newest => (Aspect)TensorPrimitives.IndexOfMax(_shares);

    /// <summary>Novelty of that aspect as a share of its range.</summary>
    public double NewestShare => TensorPrimitives.Max(_shares);

    /// <summary>Measures a value and takes it in.</summary>
    /// <returns>Mean logarithm of the aspects' novelty, 0 when nothing is new.</returns>
    public double Push(double value)
    {
        if (!_begun)
            (_origin, _begun) = (value, true);
        var relative = (float)(value - _origin);
        _window.Push(relative);
        var newest = _window.Values;
        var newestFew = _window.Newest(ShortWindow);
        Measure(Aspect.Value, relative, _origin);
        if (Scale(value) is > 0 and var scale)
            Measure(Aspect.Magnitude, Math.CopySign(Math.Log(1 + (MagnitudeDetail * Math.Abs(value) / scale)), value), 0);
        Measure(Aspect.ShortAverage, _shortAverage.Push(relative), _origin);
        Measure(Aspect.Average, _average.Push(relative), _origin);
        Measure(Aspect.LongAverage, _longAverage.Push(relative), _origin);
        Measure(Aspect.ShortLow, Extremes.Lowest(newestFew), _origin);
        Measure(Aspect.Low, Extremes.Lowest(newest), _origin);
        Measure(Aspect.High, Extremes.Highest(newestFew), _origin);
        var step = relative - _scatterLevel.Value;
        _scatterLevel.Push(relative);
        Measure(Aspect.Scatter, Math.Sqrt(_scatter.Push(step * step)), 0);
        var product = 1.0; // one logarithm of a product instead of nine: (1 + 15 · 1e6)^9 is far from overflow
        foreach (var share in _shares)
            product *= 1 + (Gain * share);
        if (_seen < int.MaxValue)
            _seen++;
        return _seen / (_seen + Youth) * Math.Log(product) / Aspects;
    }

    /// <summary>Forgets the newest values, as after a gap, and keeps what is known.</summary>
    public void Interrupt() => _window.Clear();

    /// <summary>Writes what was learned.</summary>
    public void Write(BinaryWriter writer)
    {
        foreach (var novelty in _novelties)
            novelty.Write(writer);
        _window.Write(writer);
        _shortAverage.Write(writer);
        _average.Write(writer);
        _longAverage.Write(writer);
        _scatterLevel.Write(writer);
        _scatter.Write(writer);
        _scale.Write(writer);
        writer.Write(_scaled);
        writer.Write(_seen);
        writer.Write(_origin);
        writer.Write(_begun);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        foreach (var novelty in _novelties)
            novelty.Read(reader);
        _window.Read(reader);
        _shortAverage.Read(reader);
        _average.Read(reader);
        _longAverage.Read(reader);
        _scatterLevel.Read(reader);
        _scatter.Read(reader);
        _scale.Read(reader);
        _scaled = reader.ReadInt32();
        _seen = reader.ReadInt32();
        _origin = reader.ReadDouble();
        _begun = reader.ReadBoolean();
    }

    private void Measure(Aspect aspect, double value, double origin) =>
        _shares[(int)aspect] = _novelties[(int)aspect].Push((float)value, origin);

    /// <summary>Usual absolute value, fixed once it is known, so that magnitudes stay comparable; 0 before.</summary>
    private double Scale(double value)
    {
        if (_scaled <= ScaleSamples || _scale.Value == 0)
        {
            _scale.Push(Math.Abs(value));
            _scaled++;
            if (_scaled <= ScaleSamples)
                return 0;
        }

        return _scale.Value;
    }
}

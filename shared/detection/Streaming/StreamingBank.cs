using Pipeline.Detection.Calibration;
using Pipeline.Detection.Streaming.Changes;
using Pipeline.Detection.Streaming.Levels;
using Pipeline.Detection.Streaming.Novelty;
using Pipeline.Detection.Streaming.Recurrence;
using Pipeline.Detection.Streaming.Seasons;
using Pipeline.Detection.Streaming.Spectra;

namespace Pipeline.Detection.Streaming;

/// <summary>All streaming detectors of one series with one calibrated answer.</summary>
/// <remarks>
/// Two questions are asked of each value. How far is it from what is usual: the mean logarithm of six families' deviations, whose
/// rarity for this series <see cref="TailModel"/> says. And is it news: the novelty of nine aspects, less what was new a
/// short while ago. Rarity lasts as long as the deviation; news is told once. <see cref="ScoreScale"/> joins them.
/// Causal and deterministic: a verdict follows from this value and earlier ones only. Pushing allocates nothing.
/// </remarks>
public sealed class StreamingBank
{
    private const byte StateVersion = 1;

    /// <summary>Values before which nothing is judged.</summary>
    private const int WarmUp = 8;

    /// <summary>The spectrum also stirs at the way back to normal, so it counts less.</summary>
    private const double SpectrumWeight = 0.25;

    /// <summary>Fresh novelty from which a value is news.</summary>
    private const double LeastNews = 0.13;

    private readonly StreamingOptions _options;
    private readonly double _threshold;
    private readonly double[] _deviations = new double[6];
    private readonly LinearRecurrence _recurrence = new();
    private readonly SeasonalResidual _season = new();
    private readonly SpectralResidual _spectrum = new();
    private readonly NoveltyPanel _novelty = new();
    private RobustLevel _level = new(100);
    private LevelShift _levelShift = new();
    private VarianceShift _varianceShift = new();
    private Refractory _refractory = new();
    private TailModel _tail = new(1.6, 0.35);
    private SeriesClock _clock;
    private CounterRate _rate = new();
    private double _anomalousSince = double.NaN;
    private double _levelBefore;
    private double _now;
    private double _value;
    private bool _isNews;
    private int _seen;

    /// <summary>A bank that has seen nothing.</summary>
    public StreamingBank(StreamingOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Sensitivity);
        _options = options;
        _clock = new SeriesClock(options.Step);
        _threshold = Sensitivity.Threshold(options.Sensitivity);
    }

    /// <summary>The newest verdict.</summary>
    public StreamingVerdict Verdict { get; private set; }

    /// <summary>Judges the next value and takes it in.</summary>
    /// <param name="at">Its time; one that is not later than the last is neither judged nor learned.</param>
    /// <param name="value">NaN and infinities stand for a missing value: neither judged nor learned.</param>
    public StreamingVerdict Push(DateTimeOffset at, double value) =>
        Push((at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / (double)TimeSpan.TicksPerSecond, value);

    /// <summary>Judges the next value and takes it in.</summary>
    /// <param name="seconds">Unix time.</param>
    /// <param name="value">As above.</param>
    public StreamingVerdict Push(double seconds, double value)
    {
        Verdict = default;
        if (!double.IsFinite(value) || !_clock.Advance(seconds))
            return Verdict;
        _value = _options.Kind == SeriesKind.Counter ? _rate.Push(value, _clock.Elapsed) : value;
        if (!double.IsFinite(_value))
            return Verdict;
        _now = seconds;
        if (_clock.AfterGap)
        {
            _recurrence.Interrupt();
            _novelty.Interrupt();
        }

        _levelBefore = _level.Level;
        var decades = _tail.Push(Deviation());
        var fresh = _refractory.Push(_novelty.Push(_value));
        if (_seen < WarmUp)
        {
            _seen++;
            return Verdict;
        }

        if (IsOnTheHealthySide())
            (decades, fresh) = (0, 0);
        _isNews = fresh > LeastNews;
        var score = ScoreScale.Of(decades, _isNews ? fresh - LeastNews : 0);
        var isAnomaly = score >= _threshold;
        if (!isAnomaly)
            _anomalousSince = double.NaN;
        else if (double.IsNaN(_anomalousSince))
            _anomalousSince = seconds;
        Verdict = new StreamingVerdict(score, isAnomaly, true);
        return Verdict;
    }

    /// <summary>Why the newest value has its score; built on demand.</summary>
    public StreamingReason Explain()
    {
        var family = _isNews ? Family.Novelty : Strongest();
        return new StreamingReason
        {
            Value = _value,
            Family = family,
            Deviations = family == Family.Novelty ? _novelty.NewestShare : _deviations[(int)family],
            Expected = family == Family.Season ? _season.Expected : _levelBefore,
            Aspect = _novelty.Newest,
            Period = TimeSpan.FromSeconds(_season.Period),
            Lasting = double.IsNaN(_anomalousSince) ? TimeSpan.Zero : TimeSpan.FromSeconds(_now - _anomalousSince),
        };
    }

    /// <summary>Writes all that was learned; what is read from it gives the same scores ever after.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(StateVersion);
        writer.Write(_seen);
        writer.Write(_anomalousSince);
        _clock.Write(writer);
        _rate.Write(writer);
        _level.Write(writer);
        _levelShift.Write(writer);
        _varianceShift.Write(writer);
        _recurrence.Write(writer);
        _season.Write(writer);
        _spectrum.Write(writer);
        _novelty.Write(writer);
        _refractory.Write(writer);
        _tail.Write(writer);
    }

    /// <summary>Reads what <see cref="Write"/> wrote, perhaps under another sensitivity.</summary>
    /// <exception cref="InvalidDataException">It was written by another version of the bank.</exception>
    public void Read(BinaryReader reader)
    {
        if (reader.ReadByte() is var version && version != StateVersion)
            throw new InvalidDataException($"The state of a series has version {version}; this program reads {StateVersion}. Let it be learned anew.");
        _seen = reader.ReadInt32();
        _anomalousSince = reader.ReadDouble();
        _clock.Read(reader);
        _rate.Read(reader);
        _level.Read(reader);
        _levelShift.Read(reader);
        _varianceShift.Read(reader);
        _recurrence.Read(reader);
        _season.Read(reader);
        _spectrum.Read(reader);
        _novelty.Read(reader);
        _refractory.Read(reader);
        _tail.Read(reader);
    }

    /// <summary>Mean logarithm of the families' deviations: the geometric mean, to which every family must agree a little.</summary>
    private double Deviation()
    {
        _deviations[(int)Family.Level] = _level.Push(_value);
        _deviations[(int)Family.LevelShift] = _levelShift.Push(_value);
        _deviations[(int)Family.VarianceShift] = _varianceShift.Push(_value);
        _deviations[(int)Family.Recurrence] = _recurrence.Push(_value);
        _deviations[(int)Family.Season] = _season.Push(_now, _value, _clock.Step);
        _deviations[(int)Family.Spectrum] = _spectrum.Push(_value);
        var product = 1.0; // one logarithm of a product instead of five: 1e6 to the fifth does not overflow
        for (var i = 0; i < (int)Family.Spectrum; i++)
            product *= 1 + Math.Abs(_deviations[i]);
        return (Math.Log(product) + (SpectrumWeight * Math.Log(1 + _deviations[(int)Family.Spectrum]))) / ((int)Family.Spectrum + SpectrumWeight);
    }

    private Family Strongest()
    {
        var strongest = 0;
        for (var i = 1; i < _deviations.Length; i++)
        {
            if (Math.Abs(_deviations[i]) > Math.Abs(_deviations[strongest]))
                strongest = i;
        }

        return (Family)strongest;
    }

    private bool IsOnTheHealthySide() => _options.Direction switch
    {
        Direction.Upper => _value < _levelBefore,
        Direction.Lower => _value > _levelBefore,
        _ => false,
    };
}

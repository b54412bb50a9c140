namespace Pipeline.Detection.Forecasting;

/// <summary>Foresees when a series that fills reaches its limit: a volume, its inodes, memory, a quota, a node's disk, a saturated CPU.</summary>
/// <remarks>
/// Causal: a forecast depends on its sample and earlier ones only. It sees bins of time (<see cref="ForecastSettings.BinWidth"/>), and
/// once per closed bin decides which of three ways to look at them holds: a saw-tooth's peaks (<see cref="RisingPeaks"/>), a growth
/// that is new (<see cref="NewGrowth"/>), or the last day over again (<see cref="DailyReplay"/>). Between, time runs off.
/// State: about 2.3 KB. The work per bin is bounded, so that per sample it is constant.
/// </remarks>
public sealed class ExhaustionForecaster
{
    private const int DaysKept = 4;

    /// <summary>After a gap of a day nothing that was before counts.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromDays(1);

    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);
    private readonly long _width;
    private readonly int _day;
    private readonly UsageHistory _history;
    private readonly ResetLog _resets = new();
    private readonly JumpLog _jumps = new();
    private readonly double[] _offsets;
    private readonly double[] _differences;
    private DateTimeOffset _newest = DateTimeOffset.MinValue;
    private double _limit = double.NaN;
    private long _bin;
    private double _sum;
    private int _samples;
    private Course? _course;

    /// <summary>A forecaster that has seen nothing.</summary>
    /// <param name="settings">How wide its bins are.</param>
    /// <exception cref="ArgumentException">A day has no whole number of bins, or fewer than 24.</exception>
    public ExhaustionForecaster(ForecastSettings settings)
    {
        _width = settings.BinWidth.Ticks;
        if (_width <= 0 || OneDay.Ticks % _width != 0 || OneDay.Ticks / _width is < 24 or > 1440)
            throw new ArgumentException($"A bin is {settings.BinWidth} wide; it must be a part of a day without remainder, from 1 minute to 1 hour.", nameof(settings));
        _day = (int)(OneDay.Ticks / _width);
        _history = new UsageHistory((DaysKept * _day) + 8);
        _offsets = new double[_day + 1];
        _differences = new double[_day];
    }

    /// <summary>Takes a sample and says what it foresees.</summary>
    /// <param name="sample">One that is not finite, or not later than the last, is passed over.</param>
    /// <param name="limit">Where the series is exhausted, in its unit; another limit than before re-scales what was seen.</param>
    /// <returns>Null when no exhaustion is foreseen.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not finite or not positive.</exception>
    public Forecast? Push(Sample sample, double limit)
    {
        if (!double.IsFinite(limit) || limit <= 0)
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "A limit must be finite and positive.");
        if (!double.IsFinite(sample.Value) || sample.At <= _newest)
            return Current(_newest > sample.At ? _newest : sample.At);
        Rescale(limit);
        var bin = sample.At.UtcTicks / _width;
        if (_newest != DateTimeOffset.MinValue && sample.At - _newest > LongestGap)
            Forget();
        else if (_samples > 0 && bin != _bin)
            Close();
        (_newest, _bin) = (sample.At, bin);
        var share = sample.Value / limit;
        (_sum, _samples) = (_sum + share, _samples + 1);
        return share >= 1
            ? new Forecast(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, 0, TimeSpan.Zero, ForecastBasis.Reached)
            : Current(sample.At);
    }

    /// <summary>Writes what was seen.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(_width);
        writer.Write(_newest.UtcTicks);
        writer.Write(_limit);
        writer.Write(_bin);
        writer.Write(_sum);
        writer.Write(_samples);
        _history.Write(writer);
        _resets.Write(writer);
        _jumps.Write(writer);
        writer.Write(_course.HasValue);
        _course?.Write(writer);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; with another width of bins it begins anew.</summary>
    public void Read(BinaryReader reader)
    {
        var width = reader.ReadInt64();
        _newest = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
        (_limit, _bin, _sum, _samples) = (reader.ReadDouble(), reader.ReadInt64(), reader.ReadDouble(), reader.ReadInt32());
        _history.Read(reader);
        _resets.Read(reader);
        _jumps.Read(reader);
        _course = reader.ReadBoolean() ? Course.Read(reader) : null;
        if (width != _width)
            Forget();
    }

    private Forecast? Current(DateTimeOffset at)
    {
        if (_course is not { } course)
            return null;
        var since = at.UtcTicks - ((_history.Newest + 1) * _width);
        var eta = (course.BinsLeft * _width) - since;
        return ForecastInterval.Around(course, Math.Max(0, eta), _width);
    }

    /// <summary>The bin is over: takes it into the history, with what lay between, and looks ahead again.</summary>
    private void Close()
    {
        var share = _sum / _samples;
        var from = _history.IsEmpty ? _bin : _history.Newest + 1;
        var start = _history.IsEmpty ? share : _history[_history.Newest];
        for (var bin = from; bin <= _bin; bin++) // where nothing came, a line: as if it had gone evenly
            Learn(bin, start + ((share - start) * (bin - from + 1) / (_bin - from + 1)));
        (_sum, _samples) = (0, 0);
        _course = Look();
    }

    private void Learn(long bin, double share)
    {
        _history.Add(bin, share);
        var noise = NoiseLevel.Of(_history, _day, _differences);
        _resets.Observe(_history, noise);
        _jumps.Observe(_history, noise);
    }

    private Course? Look()
    {
        var noise = NoiseLevel.Of(_history, _day, _differences);
        return _resets.IsInTooth(_history, noise, _day)
            ? RisingPeaks.Of(_history, noise, _resets, _day)
            : NewGrowth.Of(_history, noise, _resets.TeethSince, _day) ?? DailyReplay.Of(_history, noise, _jumps, _offsets);
    }

    private void Rescale(double limit)
    {
        if (limit == _limit)
            return;
        if (double.IsFinite(_limit))
        {
            var factor = _limit / limit;
            _history.Scale(factor);
            _resets.Scale(factor);
            _jumps.Scale(factor);
            _sum *= factor;
            if (!_history.IsEmpty)
                _course = Look();
        }

        _limit = limit;
    }

    private void Forget()
    {
        _history.Clear();
        _resets.Clear();
        _jumps.Clear();
        (_sum, _samples, _course) = (0, 0, null);
    }
}

using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Detection.Alarms;
using Pipeline.Detection.Profiles;
using Pipeline.Detection.Robust;
using Pipeline.Detection.Streaming;

namespace Pipeline.Detection.Series;

/// <summary>Watches one series and reports its symptom: that it began, that it goes on, that it ended, that data are missing.</summary>
/// <remarks>
/// Everything follows from the samples and their times, so that any cut of them into messages, doubled or overlapping,
/// gives the same reports. A sample at or before the newest is ignored; null, NaN and infinity are no samples.
/// Not thread-safe.
/// </remarks>
public sealed class SeriesMonitor
{
    /// <summary>First byte of a stored state; another one means another layout.</summary>
    private const byte Layout = 2;

    private readonly DetectionSettings _settings;
    private readonly MetricProfile _profile;
    private readonly IReadOnlyList<WatchedDetector> _detectors;
    private readonly RecentSamples _recent;
    private readonly KeptBank? _bank;
    private readonly ExhaustionWatch? _exhaustion;
    private Episode? _episode;

    /// <summary>A monitor that has seen nothing.</summary>
    public SeriesMonitor(SeriesIdentity series, DetectionSettings settings)
    {
        Series = series;
        _settings = settings;
        _profile = BuiltInProfiles.For(series.Metric, series.Signal);
        _recent = new RecentSamples(settings.ShownSamples);
        if (_profile.IsScored)
            _bank = new KeptBank(new StreamingOptions { Direction = _profile.Direction, Sensitivity = settings.Sensitivity }, _recent);
        if (_profile.ForecastHorizon is { } horizon && UnitScale.Of(Measure.Ratio, series.Unit) is { } full)
            _exhaustion = new ExhaustionWatch(series, _profile.Above, full, horizon, settings.ObservationInterval);
        _detectors = DetectorBank.For(_profile, series.Metric, series.Unit, settings, _bank);
    }

    /// <summary>What is watched.</summary>
    public SeriesIdentity Series { get; }

    /// <summary>Time of the newest sample; null before the first.</summary>
    public DateTimeOffset? Newest => _recent.Count == 0 ? null : _recent.Newest;

    /// <summary>True while there is a symptom.</summary>
    public bool IsActive => _episode is not null || _exhaustion is { IsActive: true };

    /// <summary>Values that are learned of what the series usually does; null when it has fixed limits only.</summary>
    public int? Learned => _bank?.Seen;

    /// <summary>Whether enough was learned to know what the series does every now and then.</summary>
    public bool IsExperienced => Learned >= RobustDetector.Experienced;

    /// <summary>Whether it is foreseen that the series runs full.</summary>
    public bool IsForeseen => _exhaustion is { IsActive: true };

    /// <summary>Takes all samples of a window.</summary>
    /// <param name="window">A stretch of this series.</param>
    /// <param name="reports">Receives what is to be reported.</param>
    public void Observe(MetricWindow window, ICollection<SymptomReport> reports)
    {
        for (var i = 0; i < window.Samples.Count; i++)
        {
            if (window.Samples[i] is { } value && double.IsFinite(value))
                Observe(new Sample(TimeOf(window, i), value), window.Step, reports);
        }
    }

    /// <summary>Learns all samples of a window of history; nothing in it fires.</summary>
    public void WarmUp(MetricWindow window)
    {
        for (var i = 0; i < window.Samples.Count; i++)
        {
            if (window.Samples[i] is not { } value || !double.IsFinite(value) || TimeOf(window, i) <= Newest)
                continue;
            var sample = new Sample(TimeOf(window, i), value);
            _recent.Append(sample, window.Step);
            _bank?.Push(sample);
            _exhaustion?.WarmUp(sample);
            foreach (var detector in _detectors)
                detector.WarmUp(sample);
        }
    }

    /// <summary>The source has come to a time: when the series' symptom got no sample for too long, that is reported, once.</summary>
    public void Advance(DateTimeOffset position, ICollection<SymptomReport> reports)
    {
        _exhaustion?.Advance(position, _settings.AcceptMissingAfter, reports);
        if (_episode is not { IsMissing: false } episode || position - _recent.Newest < Patience)
            return;
        _episode = episode with { IsMissing = true };
        reports.Add(Report(SymptomStatus.Missing, _recent.Newest + Patience, Wording.Missing(Series, _recent.Newest)));
    }

    /// <summary>Writes the state; <see cref="Series"/> is not part of it.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Layout);
        _recent.Write(writer);
        writer.Write(_episode is not null);
        _episode?.Write(writer);
        _exhaustion?.Write(writer);
        writer.Write((byte)_detectors.Count);
        foreach (var detector in _detectors)
        {
            using var buffer = new MemoryStream();
            using var inner = new BinaryWriter(buffer);
            detector.Write(inner);
            inner.Flush();
            writer.Write(detector.Name);
            writer.Write((int)buffer.Length);
            writer.Write(buffer.GetBuffer(), 0, (int)buffer.Length);
        }
    }

    /// <summary>What the streaming bank has learned, when it is due to be stored; null when what is stored will do, or there is no bank.</summary>
    public byte[]? TakeBankIfDue() => _bank?.TakeIfDue();

    /// <summary>Reads what <see cref="Write"/> wrote. What belongs to a detector that is no more is left out.</summary>
    /// <param name="reader">Where it was written to.</param>
    /// <param name="bank">What <see cref="TakeBankIfDue"/> gave last; null when it gave nothing yet.</param>
    /// <remarks>A state in the layout of another version is not read: the series starts anew.</remarks>
    public void Read(BinaryReader reader, byte[]? bank)
    {
        if (reader.ReadByte() != Layout)
            return;
        _recent.Read(reader);
        _episode = reader.ReadBoolean() ? Episode.Read(reader) : null;
        _exhaustion?.Read(reader);
        for (var left = reader.ReadByte(); left > 0; left--)
        {
            var name = reader.ReadString();
            var state = reader.ReadBytes(reader.ReadInt32());
            using var inner = new BinaryReader(new MemoryStream(state));
            _detectors.FirstOrDefault(detector => detector.Name == name)?.Read(inner);
        }

        _bank?.Restore(bank);
    }

    /// <summary>Time without a sample after which the data count as missing.</summary>
    private TimeSpan Patience => _recent.Step * 4 > _settings.MissingAfter ? _recent.Step * 4 : _settings.MissingAfter;

    private static DateTimeOffset TimeOf(MetricWindow window, int index) =>
        (window.Start + (window.Step * index)).ToUniversalTime(); // so that a restored state reports the same text

    private void Observe(Sample sample, TimeSpan step, ICollection<SymptomReport> reports)
    {
        if (sample.At <= Newest)
            return;
        if (_recent.Count > 0 && sample.At - _recent.Newest >= Patience)
        {
            Advance(sample.At, reports);
            foreach (var detector in _detectors)
                detector.Interrupt(_recent);
        }

        _recent.Append(sample, step);
        _bank?.Push(sample);
        _exhaustion?.Observe(sample, reports);
        var fired = false;
        (WatchedDetector Detector, AlarmChange Change)? ended = null;
        foreach (var detector in _detectors)
        {
            var change = detector.Observe(sample, _recent);
            fired |= change == AlarmChange.Fired;
            if (change is AlarmChange.Cleared or AlarmChange.Accepted)
                ended ??= (detector, change);
        }

        if (_episode is null && fired)
            Begin(sample, reports);
        else if (_episode is not null && Leading is null)
            End(sample, ended?.Detector, ended?.Change == AlarmChange.Accepted, reports);
        else if (_episode is { } episode &&
            (fired || episode.IsMissing || sample.At - episode.ReportedAt >= _settings.ObservationInterval))
            GoOn(sample, reports);
    }

    /// <summary>The detector that speaks for the symptom: the first of the most urgent ones that see it, firing before clearing.</summary>
    private WatchedDetector? Leading => _detectors
        .Where(detector => detector.IsActive)
        .OrderBy(detector => detector.Phase)
        .ThenByDescending(detector => detector.Severity)
        .FirstOrDefault();

    private double? Baseline => _detectors.Select(detector => detector.Verdict.Baseline).FirstOrDefault(median => median is not null);

    private void Begin(Sample sample, ICollection<SymptomReport> reports)
    {
        var leading = Leading!;
        _episode = new Episode
        {
            StartedAt = leading.Since,
            ReportedAt = sample.At,
            FailureClass = _profile.FailureClassOf(leading.Verdict.Above),
            Severity = leading.Severity,
            Baseline = Baseline,
        };
        var reason = Wording.Firing(Series, sample.Value, leading.Verdict, sample.At - leading.Since);
        reports.Add(Report(SymptomStatus.Firing, sample.At, reason, sample.Value, leading.Verdict) with { Window = Window() });
    }

    private void GoOn(Sample sample, ICollection<SymptomReport> reports)
    {
        var leading = Leading!;
        var severity = leading.Severity > _episode!.Severity ? leading.Severity : _episode.Severity;
        _episode = _episode with { ReportedAt = sample.At, Severity = severity, IsMissing = false };
        var reason = leading.Phase == AlarmPhase.Clearing
            ? Wording.Fading(Series, sample.Value, leading.Verdict, sample.At - leading.HealthySince)
            : Wording.Firing(Series, sample.Value, leading.Verdict, sample.At - leading.Since);
        reports.Add(Report(SymptomStatus.Firing, sample.At, reason, sample.Value, leading.Verdict));
    }

    private void End(Sample sample, WatchedDetector? ended, bool accepted, ICollection<SymptomReport> reports)
    {
        var episode = _episode!;
        var verdict = ended?.Verdict ?? Judgement.None;
        var reason = accepted
            ? Wording.Accepted(Series, sample.Value, episode.Baseline, sample.At - episode.StartedAt)
            : Wording.Cleared(Series, sample.Value, verdict, sample.At - (ended?.HealthySince ?? sample.At));
        reports.Add(Report(SymptomStatus.Cleared, sample.At, reason, sample.Value, verdict));
        _episode = null;
    }

    private SymptomReport Report(
        SymptomStatus status, DateTimeOffset at, string reason, double? value = null, Judgement verdict = default) => new()
        {
            Cluster = Series.Entity.Cluster,
            SymptomKey = "series:" + Series.Key,
            Entity = Series.Entity,
            FailureClass = _episode!.FailureClass,
            Status = status,
            Severity = _episode.Severity,
            Source = Series.Source,
            StartedAt = _episode.StartedAt,
            ObservedAt = at,
            Clock = Series.Clock,
            Reason = reason,
            Metric = Series.Metric,
            Signal = Series.Signal,
            Unit = Series.Unit,
            Value = value,
            Baseline = _episode.Baseline,
            Threshold = verdict.Threshold,
            Score = verdict.Score,
            AnomalyScore = status == SymptomStatus.Firing && _bank is { Verdict: { IsJudged: true } judged } ? Math.Round(judged.Score, 3) : null,
            Labels = Series.Labels,
        };

    private MetricWindow Window() => new()
    {
        Entity = Series.Entity,
        Metric = Series.Metric,
        Unit = Series.Unit,
        Signal = Series.Signal,
        Labels = Series.Labels,
        Start = _recent.Oldest,
        Step = _recent.Step,
        Samples = _recent.ToList(),
    };
}

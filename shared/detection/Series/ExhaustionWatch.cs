using Pipeline.Contracts;
using Pipeline.Contracts.Symptoms;
using Pipeline.Detection.Forecasting;

namespace Pipeline.Detection.Series;

/// <summary>Foresees that a series will reach its limit, and reports that as a symptom of its own: predicted, with the time that is left.</summary>
/// <remarks>It goes by samples and their times only. Not thread-safe.</remarks>
public sealed class ExhaustionWatch
{
    private readonly SeriesIdentity _series;
    private readonly string _failureClass;
    private readonly double _limit;
    private readonly ExhaustionForecaster _forecaster;
    private readonly ExhaustionAlarm _alarm;
    private readonly TimeSpan _interval;
    private DateTimeOffset _since;
    private DateTimeOffset _reportedAt;
    private Sample _newest;

    /// <summary>A watch that has seen nothing.</summary>
    /// <param name="series">What is watched.</param>
    /// <param name="failureClass">The failure that is foreseen.</param>
    /// <param name="limit">Where the series is exhausted, in its unit.</param>
    /// <param name="horizon">How long before its end exhaustion is worth a word.</param>
    /// <param name="interval">Time between two reports.</param>
    public ExhaustionWatch(SeriesIdentity series, string failureClass, double limit, TimeSpan horizon, TimeSpan interval)
    {
        (_series, _failureClass, _limit, _interval) = (series, failureClass, limit, interval);
        var settings = new ForecastSettings { Horizon = horizon };
        (_forecaster, _alarm) = (new ExhaustionForecaster(settings), new ExhaustionAlarm(settings));
    }

    /// <summary>True while exhaustion is reported as foreseen.</summary>
    public bool IsActive { get; private set; }

    /// <summary>Takes a sample of history: nothing is reported.</summary>
    public void WarmUp(Sample sample) => _forecaster.Push(sample, _limit);

    /// <summary>Takes a sample.</summary>
    /// <param name="sample">Later than all before.</param>
    /// <param name="reports">Receives what is to be reported.</param>
    public void Observe(Sample sample, ICollection<SymptomReport> reports)
    {
        var forecast = _forecaster.Push(sample, _limit);
        _newest = sample;
        var isUp = _alarm.Observe(sample.At, forecast);
        if (isUp && forecast is { } foreseen && (!IsActive || sample.At - _reportedAt >= _interval))
        {
            if (!IsActive)
                _since = sample.At;
            IsActive = true;
            Report(SymptomStatus.Firing, sample.At, foreseen, foreseen.Reason, reports);
        }
        else if (IsActive && !isUp)
        {
            IsActive = false;
            Report(SymptomStatus.Cleared, sample.At, forecast, "no longer foreseen to run full in time: over", reports);
        }
    }

    /// <summary>The source has come to a time: of a series that ended long ago nothing is foreseen any more.</summary>
    /// <param name="position">The time.</param>
    /// <param name="patience">How long it is waited for.</param>
    /// <param name="reports">Receives what is to be reported.</param>
    public void Advance(DateTimeOffset position, TimeSpan patience, ICollection<SymptomReport> reports)
    {
        if (!IsActive || position - _newest.At < patience)
            return;
        IsActive = false;
        Report(SymptomStatus.Cleared, _newest.At + patience, null, $"no data for {Wording.Time(patience)}: nothing is foreseen any more", reports);
    }

    /// <summary>Writes what was learned.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(IsActive);
        writer.Write(_newest.At.UtcTicks);
        writer.Write(_newest.Value);
        writer.Write(_since.UtcTicks);
        writer.Write(_reportedAt.UtcTicks);
        _alarm.Write(writer);
        _forecaster.Write(writer);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        IsActive = reader.ReadBoolean();
        _newest = new Sample(new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero), reader.ReadDouble());
        _since = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
        _reportedAt = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
        _alarm.Read(reader);
        _forecaster.Read(reader);
    }

    private void Report(SymptomStatus status, DateTimeOffset at, Forecast? forecast, string reason, ICollection<SymptomReport> reports)
    {
        _reportedAt = at;
        reports.Add(new SymptomReport
        {
            Cluster = _series.Entity.Cluster,
            SymptomKey = "forecast:" + _series.Key,
            Entity = _series.Entity,
            FailureClass = _failureClass,
            Status = status,
            Severity = Severity.Warning,
            Source = _series.Source,
            StartedAt = _since,
            ObservedAt = at,
            Clock = _series.Clock,
            Reason = FormattableString.Invariant($"{_series.Metric} {_newest.Value:G4} ({_series.Unit}): {reason}"),
            Metric = _series.Metric,
            Signal = _series.Signal,
            Unit = _series.Unit,
            Value = _newest.Value,
            Threshold = _limit,
            PredictedFor = at + (forecast?.Eta ?? TimeSpan.Zero),
            Labels = _series.Labels,
        });
    }
}

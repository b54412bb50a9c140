using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Detection.Profiles;
using Pipeline.Detection.Series;

namespace Pipeline.Detection.Missing;

/// <summary>Reports data of one source that stay away for too long, and that they are back.</summary>
/// <remarks>
/// All in the time of the data; only what the collector says it expected can be missing. What a source lacks is over when
/// the source goes on without saying it again; a series that ended is back with its next sample, or accepted as gone.
/// Not thread-safe.
/// </remarks>
public sealed class MissingDataWatch
{
    /// <summary>Gaps watched at once; of more only the silence of the whole source is taken, which says enough then.</summary>
    public const int MostGaps = 1000;

    private const int LongestReason = 700;

    private readonly DetectionSettings _settings;
    private readonly string _source;
    private readonly SourceClock _clock;
    private readonly Dictionary<(EntityRef Entity, string? Metric), DataGap> _gaps;

    /// <summary>A watch that goes on with the gaps known so far.</summary>
    public MissingDataWatch(string source, SourceClock clock, IEnumerable<DataGap> gaps, DetectionSettings settings)
    {
        (_source, _clock, _settings) = (source, clock, settings);
        _gaps = gaps.ToDictionary(gap => (gap.Entity, gap.Metric));
    }

    /// <summary>The gaps that there are, to be stored.</summary>
    public IReadOnlyCollection<DataGap> Gaps => _gaps.Values;

    /// <summary>Takes what the collector says is missing.</summary>
    public void Miss(MissingData missing, ICollection<SymptomReport> reports)
    {
        var key = (missing.Entity, missing.Metric);
        if (_gaps.TryGetValue(key, out var known) && missing.Until <= known.Until)
            return;
        if (known is null && _gaps.Count >= MostGaps && missing.Metric is not null)
            return;
        var since = known is null || missing.Since < known.Since ? missing.Since : known.Since;
        var gap = new DataGap(missing.Entity, missing.Metric, missing.Reason, since, missing.Until, known?.ReportedAt);
        if (gap.Until - gap.Since >= _settings.MissingAfter &&
            (gap.ReportedAt is not { } last || gap.Until - last >= _settings.ObservationInterval))
        {
            gap = gap with { ReportedAt = gap.Until };
            reports.Add(Report(gap, SymptomStatus.Firing, gap.Until, $"{What(gap)}: {Bounded(gap.Reason)}"));
        }

        _gaps[key] = gap;
    }

    /// <summary>Data of a series came: ends its gap when that lasted up to before.</summary>
    /// <param name="entity">Whose data.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="newest">Time of the newest sample.</param>
    /// <param name="reports">Receives what is to be reported.</param>
    public void See(EntityRef entity, string metric, DateTimeOffset newest, ICollection<SymptomReport> reports)
    {
        if (_gaps.TryGetValue((entity, metric), out var gap) && gap.Until < newest)
            End(gap, newest, $"{metric} gives data again", reports);
    }

    /// <summary>The source has come to a time: ends what it lacks no longer, and accepts series that stay away for good.</summary>
    /// <param name="position">Up to when the source was asked.</param>
    /// <param name="said">What was said to be missing with it.</param>
    /// <param name="reports">Receives what is to be reported.</param>
    public void Advance(DateTimeOffset position, IEnumerable<MissingData> said, ICollection<SymptomReport> reports)
    {
        if (_gaps.Count == 0)
            return;
        var lasting = said.Select(missing => (missing.Entity, missing.Metric)).ToHashSet();
        foreach (var gap in _gaps.Values.Where(gap => gap.Until < position && !lasting.Contains((gap.Entity, gap.Metric))).ToArray())
        {
            if (gap.IsOfSource())
                End(gap, position, $"{gap.Metric ?? "the source"} is missing no longer", reports);
            else if (gap.Until + _settings.AcceptMissingAfter <= position)
                Accept(gap, reports);
        }
    }

    private void Accept(DataGap gap, ICollection<SymptomReport> reports)
    {
        var at = gap.Until + _settings.AcceptMissingAfter; // not the position: however the time is cut into messages
        End(gap, at, $"no data of {gap.Metric ?? "the source"} for {Wording.Time(at - gap.Since)}: accepted as gone for good", reports);
    }

    private void End(DataGap gap, DateTimeOffset at, string reason, ICollection<SymptomReport> reports)
    {
        _gaps.Remove((gap.Entity, gap.Metric));
        if (gap.ReportedAt is not null)
            reports.Add(Report(gap, SymptomStatus.Cleared, at, reason));
    }

    private static string What(DataGap gap) =>
        $"no data of {gap.Metric ?? "the whole source"} for {Wording.Time(gap.Until - gap.Since)}";

    private static string Bounded(string reason) => reason.Length <= LongestReason ? reason : reason[..LongestReason] + "…";

    private SymptomReport Report(DataGap gap, SymptomStatus status, DateTimeOffset at, string reason) => new()
    {
        Cluster = gap.Entity.Cluster,
        SymptomKey = $"missing:{_source}|{gap.Entity.Cluster}|{gap.Entity}|{gap.Metric}",
        Entity = gap.Entity,
        FailureClass = FailureClass.DataMissing,
        Status = status,
        Severity = gap.Metric is null ? Severity.Warning : Severity.Info,
        Source = _source,
        StartedAt = gap.Since,
        ObservedAt = at,
        Clock = _clock,
        Reason = reason,
        Metric = gap.Metric ?? "source",
    };
}

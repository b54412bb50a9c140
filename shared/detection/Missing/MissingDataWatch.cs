using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Detection.Profiles;
using Pipeline.Detection.Series;

namespace Pipeline.Detection.Missing;

/// <summary>Reports data of one source that stay away for too long, and that they are back.</summary>
/// <remarks>All in the time of the data; only what the collector says it expected can be missing. Not thread-safe.</remarks>
public sealed class MissingDataWatch
{
    /// <summary>Gaps watched at once; more are not taken, the symptom of the source says enough then.</summary>
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
        if (known is null && _gaps.Count >= MostGaps)
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

    /// <summary>Data of a metric came: ends the gaps that lasted up to before.</summary>
    /// <param name="entity">Whose data.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="newest">Time of the newest sample.</param>
    /// <param name="reports">Receives what is to be reported.</param>
    public void See(EntityRef entity, string metric, DateTimeOffset newest, ICollection<SymptomReport> reports)
    {
        if (_gaps.Count == 0)
            return;
        foreach (var gap in _gaps.Values.Where(gap => gap.Until < newest && Covers(gap, entity, metric)).ToArray())
        {
            _gaps.Remove((gap.Entity, gap.Metric));
            if (gap.ReportedAt is not null)
                reports.Add(Report(gap, SymptomStatus.Cleared, newest, $"{gap.Metric ?? "the source"} gives data again"));
        }
    }

    private static bool Covers(DataGap gap, EntityRef entity, string metric) =>
        gap.Metric is null || (gap.Metric == metric && gap.Entity == entity);

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

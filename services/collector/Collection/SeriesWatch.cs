using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Collection;

/// <summary>Notices series that have ended: the next samples were due and did not come.</summary>
internal sealed class SeriesWatch
{
    private const int PatienceSteps = 3;
    private const int MaxSeries = 200_000;
    private readonly Dictionary<string, Seen> _series = new(StringComparer.Ordinal);

    /// <summary>Takes note of the newest samples.</summary>
    public void See(IReadOnlyList<MetricWindow> windows)
    {
        foreach (var window in windows)
        {
            var key = window.SeriesKey();
            if (_series.TryGetValue(key, out var seen))
                _series[key] = seen with { Last = window.End() > seen.Last ? window.End() : seen.Last, Step = window.Step };
            else if (_series.Count < MaxSeries)
                _series.Add(key, new Seen(window.Entity, window.Metric, window.Labels, window.End(), window.Step));
        }
    }

    /// <summary>Series without a sample for three steps.</summary>
    /// <param name="upTo">Up to when the source was asked.</param>
    /// <param name="silent">Metrics that gave nothing at all for another reason; null in it stands for all.</param>
    public IReadOnlyList<EndedSeries> Ended(DateTimeOffset upTo, IReadOnlySet<string?> silent) => silent.Contains(null) ? [] :
    [
        .. from series in _series
           let seen = series.Value
           where seen.Last + (seen.Step * PatienceSteps) <= upTo && !silent.Contains(seen.Metric)
           select new EndedSeries(series.Key, new MissingData
           {
               Entity = seen.Entity,
               Metric = seen.Metric,
               Reason = "series ended" + Named(seen.Labels),
               Since = seen.Last,
               Until = upTo,
           }),
    ];

    /// <summary>They were said; once is enough.</summary>
    public void Forget(IEnumerable<EndedSeries> said)
    {
        foreach (var series in said)
            _series.Remove(series.Key);
    }

    private static string Named(IReadOnlyDictionary<string, string> labels) =>
        labels.Count == 0 ? "" : $" ({string.Join(", ", labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}"))})";

    private sealed record Seen(
        EntityRef Entity, string Metric, IReadOnlyDictionary<string, string> Labels, DateTimeOffset Last, TimeSpan Step);
}

/// <summary>A series that has ended.</summary>
/// <param name="Key">The series' key.</param>
/// <param name="Missing">What is said about it.</param>
internal sealed record EndedSeries(string Key, MissingData Missing);

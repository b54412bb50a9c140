using Pipeline.Simulator.Metrics;
using Pipeline.Simulator.PromQl;
using Pipeline.Simulator.PromQl.Matching;

namespace Pipeline.Simulator.History;

/// <summary>The samples of the recent past, in memory: what the storage of a Prometheus is.</summary>
/// <remarks>
/// All series are scraped at the same moments, so times are kept once and a missed scrape is the end of a series, without a marker being written.
/// Cost: about 300 bytes per series with its labels; per sample a fraction of a byte while the value stays, 1 to 4 bytes for counters and gauges of whole
/// numbers or millionths, 9 bytes else. Written by one thread, read by any: readers copy references under the lock and decode without it.
/// </remarks>
public sealed class MetricHistory(HistoryOptions options) : ISampleSource
{
    private const int SeriesBytes = 200; // the object, its entries in the two indexes, an open buffer's header
    private const int LabelBytes = 16;
    private readonly Lock _lock = new();
    private readonly ScrapeTimes _times = new();
    private readonly Dictionary<LabelSet, Series> _series = [];
    private readonly Dictionary<string, List<Series>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly Dictionary<MetricFamily, List<(LabelSet Labels, Series Series)>> _lastScrape = new(ReferenceEqualityComparer.Instance);
    private long _bytes;

    /// <summary>How much is kept.</summary>
    public HistoryOptions Options => options;

    /// <summary>Number of series with samples.</summary>
    public int SeriesCount
    {
        get
        {
            lock (_lock)
                return _series.Count;
        }
    }

    /// <summary>Memory for series and samples in bytes, estimated.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _bytes;
        }
    }

    /// <summary>Time of the newest scrape; null before the first.</summary>
    public DateTimeOffset? Newest
    {
        get
        {
            lock (_lock)
                return _times.Now() is { Count: > 0 } times ? DateTimeOffset.FromUnixTimeMilliseconds(times[times.End - 1]) : null;
        }
    }

    /// <summary>The families seen so far, by name.</summary>
    public IReadOnlyList<MetricFamily> Families
    {
        get
        {
            lock (_lock)
                return [.. _families.Values.OrderBy(f => f.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>Adds a scrape. What it does not bring has ended.</summary>
    /// <param name="time">Later than all before.</param>
    public void Record(DateTimeOffset time, ScrapePage page)
    {
        lock (_lock)
        {
            var scrape = _times.Add(time.ToUnixTimeMilliseconds());
            foreach (var (family, samples) in page.Families)
            {
                _families[family.Name] = family;
                if (!_lastScrape.TryGetValue(family, out var last))
                    _lastScrape[family] = last = [];
                for (var i = 0; i < samples.Count; i++)
                    Append(scrape, SeriesOf(samples[i].Labels, last, i), samples[i].Value);
                last.RemoveRange(samples.Count, last.Count - samples.Count);
            }
            if (scrape % Series.ChunkScrapes == 0)
                Forget(time);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<SeriesSamples> Read(IReadOnlyList<LabelMatcher> matchers, long since, long until)
    {
        var (views, times) = Views(matchers, since, until);
        views.Sort((left, right) => left.Labels.CompareTo(right.Labels)); // as Prometheus: what meets first decides between equals
        foreach (var view in views)
        {
            var samples = view.Read(times, since, until);
            if (samples.Count > 0)
                yield return new SeriesSamples(view.Labels, samples);
        }
    }

    /// <summary>The series that satisfy all matchers and have samples from one time to another.</summary>
    public IReadOnlyList<LabelSet> Find(IReadOnlyList<LabelMatcher> matchers, long from, long to) =>
        [.. Views(matchers, from, to).Views.Select(v => v.Labels)];

    private (List<Series.View> Views, ScrapeTimes.View Times) Views(IReadOnlyList<LabelMatcher> matchers, long from, long to)
    {
        lock (_lock)
        {
            var times = _times.Now();
            var (first, after) = (times.FirstFrom(from), times.FirstFrom(to == long.MaxValue ? to : to + 1));
            var views = new List<Series.View>();
            foreach (var series in Candidates(matchers))
            {
                if (series.Last >= first && series.First < after && matchers.All(m => m.Accepts(series.Labels)))
                    views.Add(series.Now());
            }
            return (views, times);
        }
    }

    private IEnumerable<Series> Candidates(IReadOnlyList<LabelMatcher> matchers)
    {
        var name = matchers.FirstOrDefault(m => m is { Name: LabelSet.MetricName, Kind: MatchKind.Equal });
        if (name is not null)
            return _byName.GetValueOrDefault(name.Value, []);
        var names = matchers.Where(m => m.Name == LabelSet.MetricName).ToList();
        return _byName.Where(n => names.All(m => m.Accepts(n.Key))).SelectMany(n => n.Value);
    }

    /// <summary>The series of a sample: mostly the one that had this place in the scrape before.</summary>
    private Series SeriesOf(LabelSet labels, List<(LabelSet Labels, Series Series)> last, int place)
    {
        if (place < last.Count && ReferenceEquals(last[place].Labels, labels))
            return last[place].Series;
        var series = SeriesOf(labels);
        if (place < last.Count)
            last[place] = (labels, series);
        else
            last.Add((labels, series));
        return series;
    }

    private Series SeriesOf(LabelSet labels)
    {
        if (!_series.TryGetValue(labels, out var series))
        {
            _series[labels] = series = new Series(labels);
            if (!_byName.TryGetValue(labels.Name, out var named))
                _byName[labels.Name] = named = [];
            named.Add(series);
            _bytes += Fixed(series);
        }
        return series;
    }

    private void Append(int scrape, Series series, double value)
    {
        if (series.Last == scrape)
            return; // the same series twice in one scrape: the first one counts, as in Prometheus
        var before = series.Bytes;
        series.Append(scrape, value);
        _bytes += series.Bytes - before;
    }

    private void Forget(DateTimeOffset now)
    {
        var times = _times.Now();
        var before = times.FirstFrom((now - options.Retention).ToUnixTimeMilliseconds());
        ForgetBefore(before);
        while (_bytes > options.MaxBytes && before < times.End - Series.ChunkScrapes)
            ForgetBefore(before += Series.ChunkScrapes);
    }

    private void ForgetBefore(int scrape)
    {
        _lastScrape.Clear();
        foreach (var series in _series.Values)
        {
            var bytes = series.Bytes;
            series.Forget(scrape);
            _bytes -= bytes - series.Bytes;
            if (series.Last < scrape)
            {
                _series.Remove(series.Labels);
                _bytes -= Fixed(series) + series.Bytes;
            }
        }
        foreach (var named in _byName.Values)
            named.RemoveAll(s => s.Last < scrape);
        _times.Forget(_series.Values.Select(s => s.First).DefaultIfEmpty(scrape).Min());
    }

    private static int Fixed(Series series) => SeriesBytes + (series.Labels.Count * LabelBytes);
}

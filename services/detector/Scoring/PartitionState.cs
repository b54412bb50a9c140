using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Models;
using Pipeline.Contracts.Symptoms;
using Pipeline.Detection;
using Pipeline.Detection.Missing;
using Pipeline.Detection.Series;

namespace Pipeline.Detector.Scoring;

/// <summary>All that one partition knows: its series and how far each source is covered. Knows no bus and no database.</summary>
/// <remarks>Not thread-safe; after a failed store it is thrown away and read again.</remarks>
/// <param name="cluster">Name of the cluster.</param>
/// <param name="partition">Number of the partition.</param>
/// <param name="version">Version of the stored state that this one is based on; 0 when nothing is stored.</param>
/// <param name="settings">How series are scored.</param>
public sealed class PartitionState(string cluster, int partition, long version, DetectionSettings settings)
{
    /// <summary>Name of the cluster.</summary>
    public string Cluster => cluster;

    /// <summary>Number of the partition.</summary>
    public int Partition => partition;

    /// <summary>Version of the stored state that this one is based on.</summary>
    public long Version { get; set; } = version;

    /// <summary>When a summary was last stored by this instance.</summary>
    public DateTimeOffset SummarisedAt { get; set; } = DateTimeOffset.MinValue;

    /// <summary>Sources by name.</summary>
    public Dictionary<string, SourceProgress> Sources { get; } = [];

    /// <summary>Series.</summary>
    public Dictionary<SeriesId, SeriesMonitor> Series { get; } = [];

    /// <summary>Where a message lies in the sequence of its source.</summary>
    public MessagePlace PlaceOf(MetricWindowsCollected message)
    {
        if (!Sources.TryGetValue(message.Source, out var progress))
            return MessagePlace.Next;
        return message.To < progress.Covered ? MessagePlace.Old
            : message.From > progress.Covered ? MessagePlace.AfterGap
            : MessagePlace.Next;
    }

    /// <summary>Scores a message; doubles within it and overlaps with earlier ones change nothing.</summary>
    /// <param name="message">Next in its source's sequence, or after a gap that is given up.</param>
    /// <param name="mostSeries">Series that the partition holds at most; new ones beyond are refused.</param>
    public Scored Take(MetricWindowsCollected message, int mostSeries)
    {
        var progress = ProgressOf(message);
        var (reports, changed, refused) = (new List<SymptomReport>(), new HashSet<SeriesId>(), 0);
        foreach (var window in message.Windows)
        {
            var id = new SeriesId(message.Source, window.SeriesKey());
            if (!Series.TryGetValue(id, out var monitor))
            {
                if (Series.Count >= mostSeries)
                {
                    refused++;
                    continue;
                }

                Series[id] = monitor = new SeriesMonitor(SeriesIdentity.Of(window, message.Source, message.Clock), settings);
            }

            var newest = monitor.Newest;
            if (message.WarmUp)
                monitor.WarmUp(window);
            else
                monitor.Observe(window, reports);
            if (monitor.Newest == newest)
                continue;
            changed.Add(id);
            progress.Missing.See(window.Entity, window.Metric, monitor.Newest!.Value, reports);
        }

        progress.Covered = message.To > progress.Covered ? message.To : progress.Covered;
        if (!message.WarmUp)
            LookForMissing(message, progress, reports, changed);
        (progress.GapSince, progress.AskedAt) = (null, null);
        return new Scored(progress, changed.Where(id => Series[id].Newest is not null).ToList(), reports, refused);
    }

    /// <summary>What was learned, for people.</summary>
    public PartitionModel Summary() => new(
        Series.Count,
        Series.Values.Count(monitor => monitor.Learned is not null),
        Series.Values.Count(monitor => monitor.IsExperienced),
        Series.Values.Sum(monitor => (long)(monitor.Learned ?? 0)),
        Series.Values.Count(monitor => monitor.IsActive),
        Series.Values.Count(monitor => monitor.IsForeseen),
        Series.Values.GroupBy(monitor => monitor.Series.Metric).ToDictionary(metric => metric.Key, metric => metric.Count()),
        Series.Values.Max(monitor => monitor.Newest),
        settings.Sensitivity);

    /// <summary>Forgets series of a source without a sample since a time; empty ones too.</summary>
    public IReadOnlyList<SeriesId> Forget(string source, DateTimeOffset before)
    {
        var old = Series.Where(entry => entry.Key.Source == source && !(entry.Value.Newest >= before)).Select(entry => entry.Key).ToList();
        foreach (var id in old)
            Series.Remove(id);
        return old;
    }

    private SourceProgress ProgressOf(MetricWindowsCollected message)
    {
        if (!Sources.TryGetValue(message.Source, out var progress))
        {
            progress = new SourceProgress(
                message.Source, message.Clock, message.From, new MissingDataWatch(message.Source, message.Clock, [], settings));
            Sources.Add(message.Source, progress);
        }

        return progress;
    }

    private void LookForMissing(
        MetricWindowsCollected message, SourceProgress progress, List<SymptomReport> reports, HashSet<SeriesId> changed)
    {
        foreach (var missing in message.Missing)
            progress.Missing.Miss(missing, reports);
        progress.Missing.Advance(message.To, message.Missing, reports);
        foreach (var (id, monitor) in Series)
        {
            if (!monitor.IsActive || id.Source != message.Source)
                continue;
            var before = reports.Count;
            monitor.Advance(message.To, reports);
            if (reports.Count > before)
                changed.Add(id);
        }
    }
}

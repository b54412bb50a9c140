using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.MetricsApi;

/// <summary>Keeps the windows of a source that has no history, for a while, so that what was lost on the way can be said again.</summary>
public interface IWindowLog
{
    /// <summary>Keeps a reading and drops those that are too old; the same time again replaces it.</summary>
    Task AppendAsync(string source, DateTimeOffset at, IReadOnlyList<MetricWindow> windows, TimeSpan keep, CancellationToken cancellationToken);

    /// <summary>Readings with after &lt; time ≤ upTo, oldest first.</summary>
    Task<IReadOnlyList<(DateTimeOffset At, IReadOnlyList<MetricWindow> Windows)>> ReadAsync(
        string source, DateTimeOffset after, DateTimeOffset upTo, int limit, CancellationToken cancellationToken);

    /// <summary>Time of the oldest reading that is kept; null when none is.</summary>
    Task<DateTimeOffset?> OldestAsync(string source, CancellationToken cancellationToken);
}

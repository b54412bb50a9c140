using Pipeline.Collector.Sources;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Tests.Collection;

/// <summary>A source whose series the test writes: a value at each minute where the function gives one.</summary>
internal sealed class SourceInMemory(Func<DateTimeOffset> now, Func<string, int, double?> value, params string[] names) : IMetricSource
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    public string Name => "memory";

    public TimeSpan Interval => Step;

    public DateTimeOffset Origin { get; set; } = Some.Noon;

    public DateTimeOffset? WarmUpUntil { get; set; }

    public string? Outage { get; set; }

    public IReadOnlyList<MissingData> Missing { get; set; } = [];

    public Task<SourceState> LookAsync(DateTimeOffset? position, CancellationToken cancellationToken) => Outage is null
        ? Task.FromResult(new SourceState { Clock = SourceClock.Live, Origin = Origin, Frontier = now(), WarmUpUntil = WarmUpUntil, Step = Step })
        : throw new SourceUnavailableException(Outage);

    public Task<SourceReading> CollectAsync(DateTimeOffset after, DateTimeOffset upTo, bool warmUp, CancellationToken cancellationToken)
    {
        var end = after + (Step * 10) < upTo ? after + (Step * 10) : upTo;
        var (first, last) = (Minute(after) + 1, Minute(end));
        var windows = names
            .Select(name => Some.Window("load", Some.Noon + (Step * first), Step, [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(i => value(name, i))], name))
            .Where(w => w.Samples.Any(s => s is not null))
            .Select(Trimmed).ToList();
        return Task.FromResult(new SourceReading(end, windows, Missing));
    }

    public void Dispose()
    {
    }

    private static MetricWindow Trimmed(MetricWindow window)
    {
        var last = window.Samples.Index().Last(s => s.Item is not null).Index;
        return window with { Samples = [.. window.Samples.Take(last + 1)] };
    }

    private static int Minute(DateTimeOffset time) => (int)((time - Some.Noon) / Step);
}

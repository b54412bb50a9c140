using Pipeline.Collector.Delivery;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Tests.Collection;

/// <summary>Queues and positions in memory; both can be told to fail.</summary>
internal sealed class SentWindows : IWindowSender, ISourcePositions
{
    private readonly Dictionary<string, DateTimeOffset> _positions = [];
    private int _failures;

    /// <summary>In the order of sending.</summary>
    public List<MetricWindowsCollected> Messages { get; } = [];

    /// <summary>All samples that are there, by series and time; sent twice is one.</summary>
    public SortedDictionary<string, double> Samples => new(
        Messages.SelectMany(m => m.Windows)
            .SelectMany(w => w.Samples.Index().Where(s => s.Item is not null).Select(s => ($"{w.Entity} {w.Metric} {w.Start + (w.Step * s.Index):O}", s.Item!.Value)))
            .DistinctBy(s => s.Item1).ToDictionary(s => s.Item1, s => s.Value), StringComparer.Ordinal);

    public IEnumerable<MissingData> Missing => Messages.SelectMany(m => m.Missing);

    public DateTimeOffset? Position => _positions.Count == 0 ? null : _positions.Values.Single();

    public void FailNext(int times) => _failures = times;

    public Task SendAsync(MetricWindowsCollected message, CancellationToken cancellationToken)
    {
        if (_failures-- > 0)
            throw new IOException("the broker is away");
        Messages.Add(message);
        return Task.CompletedTask;
    }

    public Task<DateTimeOffset?> FindAsync(string source, CancellationToken cancellationToken) =>
        Task.FromResult<DateTimeOffset?>(_positions.TryGetValue(source, out var position) ? position : null);

    public Task SaveAsync(string source, DateTimeOffset position, CancellationToken cancellationToken)
    {
        _positions[source] = position;
        return Task.CompletedTask;
    }

    /// <summary>Says that each partition's messages follow each other without a gap.</summary>
    public void AssertContinuous()
    {
        foreach (var partition in Messages.GroupBy(m => m.Partition))
        {
            DateTimeOffset? covered = null;
            foreach (var message in partition)
            {
                Assert.True(message.To >= message.From);
                Assert.True(covered is null || message.From <= covered, $"gap before {message.From:O} in partition {partition.Key}");
                covered = message.To > covered || covered is null ? message.To : covered;
            }
        }
    }
}

using System.Text.Json;
using Pipeline.Contracts.Metrics;
using Pipeline.Masking;

namespace Pipeline.Collector.Delivery;

/// <summary>Puts what a source gave into messages: one or more for each partition, masked, none larger than allowed.</summary>
/// <remarks>
/// Every partition gets one, also an empty one, so that its position moves on. Of several for one partition only the last
/// moves it: until that has come, the reader's position says that some are missing.
/// </remarks>
public sealed class MessageCutter(string cluster, OwnerPartition partition, Masker masker)
{
    /// <summary>Largest payload of a message, in bytes of JSON; what the bus adds keeps it below 256 KB.</summary>
    public const int MaxPayloadBytes = 240_000;

    private static readonly Dictionary<string, string> NoLabels = [];

    /// <summary>The messages, by partition.</summary>
    public IEnumerable<MetricWindowsCollected> Cut(CollectedStretch stretch)
    {
        var windows = stretch.Windows.ToLookup(w => partition.Of(w.Entity, w.Labels), w => w with { Labels = masker.Labels(w.Labels) });
        var missing = stretch.Missing.ToLookup(m => partition.Of(m.Entity, NoLabels), m => m with { Reason = masker.Text(m.Reason) });
        for (var number = 0; number < partition.Count; number++)
        {
            foreach (var message in CutOne(number, stretch, windows[number], missing[number]))
                yield return message;
        }
    }

    /// <summary>The messages of one partition, for its reader alone.</summary>
    /// <remarks>
    /// A whole silence is said in them, too. A query that failed only to the partition that hears of it in every round:
    /// another one would take it for over with the next.
    /// </remarks>
    public IEnumerable<MetricWindowsCollected> CutFor(int number, CollectedStretch stretch) => CutOne(
        number, stretch,
        stretch.Windows.Where(w => partition.Of(w.Entity, w.Labels) == number).Select(w => w with { Labels = masker.Labels(w.Labels) }),
        stretch.Missing.Where(m => (m.Entity.Kind == MissingData.SourceKind && m.Metric is null) || partition.Of(m.Entity, NoLabels) == number)
            .Select(m => m with { Reason = masker.Text(m.Reason) }));

    private IEnumerable<MetricWindowsCollected> CutOne(
        int number, CollectedStretch stretch, IEnumerable<MetricWindow> windows, IEnumerable<MissingData> missing)
    {
        var (fitting, size) = (new List<MetricWindow>(), 0);
        var said = missing.ToList();
        var open = MaxPayloadBytes - said.Sum(SizeOf);
        foreach (var window in windows)
        {
            var bytes = SizeOf(window);
            if (fitting.Count > 0 && size + bytes > open)
            {
                yield return Message(number, stretch, stretch.From, fitting, []);
                (fitting, size) = ([], 0);
            }
            fitting.Add(window);
            size += bytes;
        }
        yield return Message(number, stretch, stretch.To, fitting, said);
    }

    private MetricWindowsCollected Message(
        int number, CollectedStretch stretch, DateTimeOffset to, IReadOnlyList<MetricWindow> windows, IReadOnlyList<MissingData> missing) => new()
        {
            Cluster = cluster,
            Source = stretch.Source,
            Partition = number,
            From = stretch.From,
            To = to,
            Clock = stretch.Clock,
            WarmUp = stretch.WarmUp,
            Windows = windows,
            Missing = missing,
        };

    private static int SizeOf<T>(T part) => JsonSerializer.SerializeToUtf8Bytes(part, JsonSerializerOptions.Web).Length + 1;
}

/// <summary>What one source gave between two positions.</summary>
public sealed record CollectedStretch
{
    /// <summary>Name of the source.</summary>
    public required string Source { get; init; }

    /// <summary>Which clock its times are on.</summary>
    public required SourceClock Clock { get; init; }

    /// <summary>Position before.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Position after.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>History that only warms baselines.</summary>
    public bool WarmUp { get; init; }

    /// <summary>Windows.</summary>
    public IReadOnlyList<MetricWindow> Windows { get; init; } = [];

    /// <summary>What did not come.</summary>
    public IReadOnlyList<MissingData> Missing { get; init; } = [];
}

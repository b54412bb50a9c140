using Pipeline.Collector.Delivery;
using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Detector;
using Pipeline.Detector.Scoring;
using Pipeline.Masking;

namespace Pipeline.EndToEnd.Tests.Scoring;

/// <summary>Four hours of 72 series of 24 workloads, the same at each call; eight of the workloads have an anomaly each.</summary>
/// <param name="cluster">Name of the cluster.</param>
internal sealed class ManySeries(string cluster)
{
    /// <summary>Over how many queues they are spread.</summary>
    public const int Partitions = 4;

    private const int Owners = 24;
    private const int MinutesOfAMessage = 4;
    private const int MinutesOfAnAnomaly = 10;
    private static readonly DateTimeOffset Midnight = new(2026, 3, 4, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly int[] AnomalyStarts = [50, 90, 105, 120, 150, 165, 190, 205];

    private static readonly Metric[] Metrics =
    [
        new("cpu-utilization", "1", Signal.Saturation, 0.2),
        new("memory-utilization", "1", Signal.Saturation, 0.3),
        new("request-latency-p95", "s", Signal.Latency, 0.1),
    ];

    /// <summary>The workloads that fall ill.</summary>
    public IReadOnlyList<EntityRef> Ill => [.. Enumerable.Range(0, AnomalyStarts.Length).Select(index => Owner(index * 3))];

    /// <summary>What a collector sends of some minutes, cut and spread by its own code; each partition's messages in order.</summary>
    /// <param name="begin">First minute; a multiple of four.</param>
    /// <param name="end">Minute after the last one.</param>
    public IReadOnlyList<MetricWindowsCollected> Messages(int begin, int end)
    {
        var masker = Masker.Create(MaskingKey.FromBase64(Convert.ToBase64String(new byte[32]), "test"), new MaskingOptions());
        var cutter = new MessageCutter(cluster, new OwnerPartition(Partitions), masker);
        return
        [
            .. from message in Enumerable.Range(begin / MinutesOfAMessage, (end - begin) / MinutesOfAMessage)
               from cut in cutter.Cut(Stretch(message * MinutesOfAMessage))
               select cut,
        ];
    }

    /// <summary>What one detector reports that scores the messages one after the other, each once and without an interruption.</summary>
    public static IReadOnlyList<SymptomReport> ReportsOf(IReadOnlyList<MetricWindowsCollected> messages)
    {
        var options = new DetectorOptions();
        var partitions = new Dictionary<int, PartitionState>();
        var reports = new List<SymptomReport>();
        foreach (var message in messages)
        {
            if (!partitions.TryGetValue(message.Partition, out var state))
                partitions[message.Partition] = state = new PartitionState(message.Cluster, message.Partition, 0, options.Settings());
            reports.AddRange(state.Take(message, options.MostSeries).Reports);
        }

        return reports;
    }

    private CollectedStretch Stretch(int begin) => new()
    {
        Source = "prometheus",
        Clock = SourceClock.Recorded,
        From = Midnight + (Minute * (begin - 1)),
        To = Midnight + (Minute * (begin - 1 + MinutesOfAMessage)),
        Windows =
        [
            .. from owner in Enumerable.Range(0, Owners)
               from metric in Metrics.Index()
               select new MetricWindow
               {
                   Entity = Owner(owner),
                   Metric = metric.Item.Name,
                   Unit = metric.Item.Unit,
                   Signal = metric.Item.Signal,
                   Start = Midnight + (Minute * begin),
                   Step = Minute,
                   Samples = [.. Enumerable.Range(begin, MinutesOfAMessage).Select(minute => Sample(owner, metric.Index, minute))],
               },
        ],
    };

    private EntityRef Owner(int number) => new(cluster, "shop", "Deployment", $"workload-{(char)('a' + number)}");

    private static double? Sample(int owner, int metric, int minute)
    {
        var level = Metrics[metric].Level * (1 + (0.02 * (((minute * 7) + owner) % 5 - 2)));
        if (owner % 3 != 0 || metric != owner / 3 % Metrics.Length)
            return level;
        var since = minute - AnomalyStarts[owner / 3];
        return since is >= 0 and < MinutesOfAnAnomaly ? 0.95 : level;
    }

    private sealed record Metric(string Name, string Unit, Signal Signal, double Level);
}

using Pipeline.Collector.Sources;
using Pipeline.Collector.Watching;
using Pipeline.Contracts.Metrics;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Configuration;
using Pipeline.Kubernetes.Errors;
using Pipeline.Kubernetes.Models;
using Pipeline.Prometheus;

namespace Pipeline.Collector.MetricsApi;

/// <summary>The cluster's own metrics API, where there is no Prometheus: read now and then, and kept in a bounded log, as it has no history.</summary>
/// <remarks>A cluster that does not serve the API gives nothing, and that is no outage; one that serves it and does not answer is one.</remarks>
internal sealed class MetricsApiSource(string cluster, KubernetesOptions options, IWindowLog log, TimeProvider clock, ILoggerFactory logs) : IMetricSource
{
    /// <summary>Name of the source.</summary>
    public const string SourceName = "kubernetes-metrics";

    private const int MostReadings = 240;
    private static readonly TimeSpan BetweenLists = TimeSpan.FromMinutes(1);
    private KubernetesClient? _client;
    private Dictionary<(string Namespace, string Name), Pod> _pods = [];
    private Dictionary<string, Node> _nodes = [];
    private DateTimeOffset _listedAt = DateTimeOffset.MinValue;

    /// <inheritdoc/>
    public string Name => SourceName;

    /// <inheritdoc/>
    public TimeSpan Interval => options.MetricsInterval;

    /// <inheritdoc/>
    public async Task<SourceState> LookAsync(DateTimeOffset? position, CancellationToken cancellationToken)
    {
        var now = QueryRange.Floor(clock.GetUtcNow(), Interval);
        if (position is null || position < now)
        {
            try
            {
                await log.AppendAsync(Name, now, await ReadAsync(now, cancellationToken), options.MetricsLog, cancellationToken);
            }
            catch (Exception e) when (e is KubernetesException or ConfigurationException)
            {
                throw new SourceUnavailableException(e.Message, e);
            }
        }
        var oldest = await log.OldestAsync(Name, cancellationToken) ?? now;
        return new SourceState { Clock = SourceClock.Live, Origin = oldest - Interval, Frontier = now, Step = Interval };
    }

    /// <inheritdoc/>
    public async Task<SourceReading> CollectAsync(DateTimeOffset after, DateTimeOffset upTo, bool warmUp, CancellationToken cancellationToken)
    {
        var readings = await log.ReadAsync(Name, after, upTo, MostReadings, cancellationToken);
        var end = readings.Count == MostReadings ? readings[^1].At : upTo;
        var windows = readings.SelectMany(r => r.Windows).GroupBy(w => w.SeriesKey(), StringComparer.Ordinal).Select(Join).ToList();
        return new SourceReading(end, windows, []);
    }

    /// <inheritdoc/>
    public void Dispose() => _client?.Dispose();

    private async Task<IReadOnlyList<MetricWindow>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        _client ??= KubernetesAccess.Connect(options, clock, logs);
        var scope = WatchScope.Of(options);
        await ListAsync(_client, scope, cancellationToken);
        var reading = new MetricsReading(cluster, now, Interval);
        var pods = (await EachAsync<PodMetrics>(_client, scope, cancellationToken)).Where(p => scope.Includes(p.Metadata.Namespace));
        var nodes = scope.Namespaces.Count > 0 ? [] : await EachAsync<NodeMetrics>(_client, scope, cancellationToken);
        return [.. reading.OfPods(pods, _pods), .. reading.OfNodes(nodes, _nodes)];
    }

    /// <summary>Limits and restarts, less often than the use.</summary>
    private async Task ListAsync(KubernetesClient client, WatchScope scope, CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow() - _listedAt < BetweenLists)
            return;
        _pods = (await EachAsync<Pod>(client, scope, cancellationToken)).Where(p => scope.Includes(p.Metadata.Namespace))
            .ToDictionary(p => (p.Metadata.Namespace ?? "", p.Metadata.Name));
        if (scope.Namespaces.Count == 0)
            _nodes = (await EachAsync<Node>(client, scope, cancellationToken)).ToDictionary(n => n.Metadata.Name, StringComparer.Ordinal);
        _listedAt = clock.GetUtcNow();
    }

    private static async Task<IReadOnlyList<T>> EachAsync<T>(KubernetesClient client, WatchScope scope, CancellationToken cancellationToken)
        where T : class, IKindOfObject
    {
        var all = new List<T>();
        try
        {
            foreach (var ns in T.Type.Namespaced && scope.Namespaces.Count > 0 ? scope.Namespaces : [""])
                all.AddRange((await client.ListAsync<T>(new ListQuery { Namespace = ns, ResourceVersion = "0" }, cancellationToken)).Items);
        }
        catch (NotFoundException)
        {
            // the cluster has no metrics API
        }
        return all;
    }

    /// <summary>The readings of one series as one window; a reading without it is a gap.</summary>
    private static MetricWindow Join(IEnumerable<MetricWindow> parts)
    {
        var ordered = parts.OrderBy(w => w.Start).ToList();
        var (first, step) = (ordered[0], ordered[^1].Step);
        var samples = new double?[((ordered[^1].Start - first.Start).Ticks / step.Ticks) + 1];
        foreach (var part in ordered)
            samples[(part.Start - first.Start).Ticks / step.Ticks] = part.Samples[0];
        return first with { Step = step, Samples = samples };
    }
}

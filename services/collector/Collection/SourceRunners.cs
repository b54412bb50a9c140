using Microsoft.Extensions.Options;
using Pipeline.Collector.Csv;
using Pipeline.Collector.Delivery;
using Pipeline.Collector.MetricsApi;
using Pipeline.Collector.Queries;
using Pipeline.Collector.Sources;
using Pipeline.Collector.Watching;
using Pipeline.Hosting;
using Pipeline.Kubernetes.Configuration;
using Pipeline.Masking;
using Pipeline.Prometheus;

namespace Pipeline.Collector.Collection;

/// <summary>The configured sources, each with its runner.</summary>
public sealed class SourceRunners : IDisposable
{
    private readonly Dictionary<string, SourceRunner> _runners = new(StringComparer.Ordinal);

    public SourceRunners(
        IOptions<CollectorOptions> options, IOptions<PipelineOptions> pipeline, Masker masker, IWindowSender sender, ISourcePositions positions,
        IWindowLog windows, TimeProvider clock, ILoggerFactory logs)
    {
        var cluster = pipeline.Value.Cluster;
        var cutter = new MessageCutter(cluster, new OwnerPartition(pipeline.Value.Partitions), masker);
        foreach (var source in Sources(cluster, options.Value, windows, clock, logs))
            _runners.Add(source.Name, new SourceRunner(cluster, source, cutter, sender, positions, clock, logs.CreateLogger<SourceRunner>()));
    }

    internal IEnumerable<SourceRunner> All => _runners.Values;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var runner in _runners.Values)
            runner.Dispose();
    }

    internal SourceRunner? Find(string source) => _runners.GetValueOrDefault(source);

    private static IEnumerable<IMetricSource> Sources(
        string cluster, CollectorOptions options, IWindowLog windows, TimeProvider clock, ILoggerFactory logs)
    {
        foreach (var (name, prometheus) in options.Prometheus)
        {
            var queries = prometheus.Queries is { } file ? QueryFile.Load(file) : QueryFile.Default();
            yield return new PrometheusSource(
                cluster, $"prometheus:{name}", prometheus, queries, new PrometheusClient(prometheus, clock), clock, logs.CreateLogger<PrometheusSource>());
        }
        if (options.Prometheus.Count == 0 && KubernetesAccess.IsWanted(options.Kubernetes, KubeEnvironment.OfThisProcess))
            yield return new MetricsApiSource(cluster, options.Kubernetes, windows, clock, logs);
        foreach (var (name, csv) in options.Csv)
        {
            var file = new CsvFile(cluster, $"csv:{name}", csv, clock, logs.CreateLogger<CsvFile>());
            yield return csv.Follow
                ? new CsvFollowSource(file, clock, logs.CreateLogger<CsvFollowSource>())
                : new CsvReplaySource(file, clock, logs.CreateLogger<CsvReplaySource>());
        }
    }
}

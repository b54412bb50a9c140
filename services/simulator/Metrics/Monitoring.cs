using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.History;
using Pipeline.Simulator.Metrics.Exporters;
using Pipeline.Simulator.PromQl;
using Pipeline.Simulator.Time;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Metrics;

/// <summary>The monitoring of the simulated cluster: what a Prometheus would scrape, the past that it would keep, the queries that it would answer.</summary>
/// <remarks>
/// Scrapes the exporters on the loop, every interval of the world's time, into the history; so a past that is made by advancing the loop is
/// there to be queried. HTTP is in <see cref="Serving.MonitoringEndpoints"/>.
/// </remarks>
public sealed class Monitoring : IDisposable
{
    private const int MostQueries = 20; // at once, as Prometheus has it
    private readonly SimulationLoop _loop;
    private readonly ScrapePage _page = new();
    private IDisposable? _scraping;

    /// <param name="loop">The world's time.</param>
    /// <param name="cluster">Its objects.</param>
    /// <param name="world">What there is to measure.</param>
    /// <param name="options">How much of the past is kept.</param>
    public Monitoring(SimulationLoop loop, ICluster cluster, IWorldMeasurements world, HistoryOptions options)
    {
        _loop = loop;
        History = new MetricHistory(options);
        Queries = new QueryEngine(History, new QueryEngineOptions());
        Exporters =
        [
            new CadvisorExporter(cluster, world, loop), new KubeletExporter(cluster, world), new KubeStateMetrics(cluster),
            new NodeExporter(cluster, world, loop), new ApplicationExporter(cluster, world), new ServiceGraphExporter(world), new CoreDnsExporter(world),
        ];
    }

    /// <summary>The jobs that can be scraped.</summary>
    public IReadOnlyList<IExporter> Exporters { get; }

    /// <summary>The samples of the past.</summary>
    public MetricHistory History { get; }

    /// <summary>Answers queries from the history.</summary>
    public QueryEngine Queries { get; }

    /// <summary>The world's time.</summary>
    public TimeProvider Clock => _loop;

    /// <summary>What a query takes while it runs.</summary>
    internal SemaphoreSlim QueryPlaces { get; } = new(MostQueries);

    /// <summary>Scrapes from now on, at the multiples of the interval.</summary>
    public void Start()
    {
        var (now, interval) = (_loop.GetUtcNow(), History.Options.Interval);
        var first = new DateTimeOffset((now.UtcTicks / interval.Ticks * interval.Ticks) + interval.Ticks, TimeSpan.Zero);
        _scraping ??= _loop.At(first, () =>
        {
            Scrape();
            _scraping = _loop.Every(interval, Scrape);
        });
    }

    /// <summary>Scrapes once. Called on the loop.</summary>
    public void Scrape()
    {
        _page.Clear();
        foreach (var exporter in Exporters)
            exporter.Write(_page);
        History.Record(_loop.GetUtcNow(), _page);
    }

    /// <summary>What an exporter shows now. May be called from any thread; the loop must be running or be moved.</summary>
    public Task<ScrapePage> ReadAsync(IExporter exporter, CancellationToken cancellationToken)
    {
        var read = new TaskCompletionSource<ScrapePage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _loop.Post(() =>
        {
            if (cancellationToken.IsCancellationRequested)
                return;
            try
            {
                var page = new ScrapePage();
                exporter.Write(page);
                read.TrySetResult(page);
            }
            catch (Exception e)
            {
                read.TrySetException(e);
            }
        });
        return read.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Ends the scraping.</summary>
    public void Dispose()
    {
        _scraping?.Dispose();
        QueryPlaces.Dispose();
    }
}

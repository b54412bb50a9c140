using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.PromQl.Syntax;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Metrics.Exporters;

/// <summary>The applications' own pages: requests by status and their durations, each pod a target found through its service.</summary>
public sealed class ApplicationExporter(ICluster cluster, IWorldMeasurements world) : IExporter
{
    private static readonly MetricFamily Requests = MetricFamily.Counter("http_requests_total", "Requests served, by HTTP status.");
    private static readonly MetricFamily Durations =
        new("http_request_duration_seconds", MetricType.Histogram, "Time from a request to its answer.");

    private readonly SeriesCache<(string Namespace, string Service, string Pod, string Address), PodSeries> _pods = new();

    /// <inheritdoc/>
    public string Name => "applications";

    /// <inheritdoc/>
    public void Write(ScrapePage page)
    {
        foreach (var served in world.Requests())
        {
            var address = cluster.Find(Kinds.Pod, served.Namespace, served.Pod)?.Root.Text("status", "podIP") is { Length: > 0 } ip ? ip : served.Pod;
            var series = _pods.Of((served.Namespace, served.Service, served.Pod, address), () => new PodSeries(served, address));
            series.Target.WriteUp(page, true);
            foreach (var (code, count) in served.ByCode)
                page.Add(Requests, series.Code(code), Rounding.Whole(count));
            foreach (var (bound, count) in served.DurationBuckets)
                page.Add(Durations, series.Bucket(bound), Rounding.Whole(count));
            page.Add(Durations, series.Bucket(double.PositiveInfinity), Rounding.Whole(served.DurationCount));
            page.Add(Durations, series.Sum, Rounding.Micro(served.DurationSum));
            page.Add(Durations, series.Count, Rounding.Whole(served.DurationCount));
        }
        _pods.EndScrape();
    }

    private sealed class PodSeries
    {
        private readonly Dictionary<string, LabelSet> _codes = new(StringComparer.Ordinal);
        private readonly Dictionary<double, LabelSet> _buckets = [];

        public PodSeries(RequestMeasurement served, string address)
        {
            Target = new Target(
                served.Job, $"{address}:8080", ("namespace", served.Namespace), ("service", served.Service), ("pod", served.Pod), ("endpoint", "http"));
            Sum = Target.Series($"{Durations.Name}_sum");
            Count = Target.Series($"{Durations.Name}_count");
        }

        public Target Target { get; }

        public LabelSet Sum { get; }

        public LabelSet Count { get; }

        public LabelSet Code(string code) =>
            _codes.TryGetValue(code, out var labels) ? labels : _codes[code] = Target.Series(Requests, ("code", code));

        public LabelSet Bucket(double bound) =>
            _buckets.TryGetValue(bound, out var labels)
                ? labels
                : _buckets[bound] = Target.Series($"{Durations.Name}_bucket", ("le", NumberText.Write(bound)));
    }
}

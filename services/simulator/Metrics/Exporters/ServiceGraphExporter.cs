using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Metrics.Exporters;

/// <summary>Who calls whom, as a metrics generator makes it of traces: one counter for each pair of services.</summary>
/// <remarks>The generator is one process: its counters go on when pods are replaced.</remarks>
public sealed class ServiceGraphExporter(IWorldMeasurements world) : IExporter
{
    private static readonly MetricFamily Requests =
        MetricFamily.Counter("traces_service_graph_request_total", "Requests between two services.");

    private readonly Dictionary<(string Namespace, string Pod, string Service), double> _seen = [];
    private readonly Dictionary<(string Namespace, string Client, string Server), double> _totals = [];
    private readonly SeriesCache<(string Namespace, string Client, string Server), LabelSet> _series = new();
    private readonly Target _target = new("service-graph", "service-graph:9090");

    /// <inheritdoc/>
    public string Name => "service-graph";

    /// <inheritdoc/>
    public void Write(ScrapePage page)
    {
        foreach (var call in world.Calls())
            Count(call);
        _target.WriteUp(page, true);
        foreach (var (pair, total) in _totals)
            page.Add(Requests, _series.Of(pair, () => Labels(pair)), total);
        _series.EndScrape();
    }

    private void Count(CallMeasurement call)
    {
        var pod = (call.Namespace, call.Pod, call.Service);
        var before = _seen.GetValueOrDefault(pod);
        var pair = (call.Namespace, call.Workload, call.Service);
        _totals[pair] = _totals.GetValueOrDefault(pair) + (call.Count >= before ? call.Count - before : call.Count);
        _seen[pod] = call.Count;
    }

    private LabelSet Labels((string Namespace, string Client, string Server) pair) => _target.Series(
        Requests, ("client", pair.Client), ("server", pair.Server), ("client_k8s_namespace_name", pair.Namespace), ("server_k8s_namespace_name", pair.Namespace));
}

using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Pipeline.Hosting.Telemetry;

/// <summary>Gathers all instruments for a scrape; one scrape at a time.</summary>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusExporter(IOptions<PipelineOptions> pipeline, ServiceIdentity service)
    : BaseExporter<Metric>, IPullMetricExporter
{
    private const int CollectTimeout = 5000; // ms
    private readonly Lock _gate = new();
    private string _text = "";

    public Func<int, bool>? Collect { get; set; }

    /// <summary>The instruments' state as Prometheus text.</summary>
    public string Scrape()
    {
        lock (_gate)
        {
            Collect?.Invoke(CollectTimeout);
            return _text;
        }
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var text = new PrometheusText(("cluster", pipeline.Value.Cluster));
        text.Write("target_info", "gauge", "The process.", [("service_name", service.Name), ("service_version", service.Version)], 1);
        var families = new List<Metric>();
        foreach (var metric in batch)
            families.Add(metric);
        foreach (var family in families.GroupBy(PrometheusName.Of, StringComparer.Ordinal).OrderBy(f => f.Key, StringComparer.Ordinal))
            PrometheusFamily.Write(text, family.Key, [.. family]);
        _text = text.ToString();
        return ExportResult.Success;
    }
}

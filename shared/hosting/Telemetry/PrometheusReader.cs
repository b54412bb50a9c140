using OpenTelemetry.Metrics;

namespace Pipeline.Hosting.Telemetry;

/// <summary>Collects when asked; sums and histograms count from the start of the process.</summary>
internal sealed class PrometheusReader(PrometheusExporter exporter) : BaseExportingMetricReader(exporter);

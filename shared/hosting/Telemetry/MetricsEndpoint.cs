using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Pipeline.Hosting.Telemetry;

internal static class MetricsEndpoint
{
    public static void MapPrometheusMetrics(this IEndpointRouteBuilder endpoints, string path) =>
        endpoints.MapGet(path, (PrometheusExporter exporter) =>
            TypedResults.Text(exporter.Scrape(), PrometheusText.ContentType)).AllowAnonymous();
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Telemetry;

namespace Pipeline.Hosting.Health;

/// <summary>What an orchestrator and Prometheus ask: /health/live, /health/ready and /metrics. They need no token.</summary>
public static class HealthEndpoints
{
    /// <summary>
    /// The tag of checks that say whether work may be sent here. Not "ready", as MassTransit's own check is tagged: that says
    /// "degraded" while the broker is away, which orchestrators take for ready.
    /// </summary>
    public const string Ready = "pipeline-ready";

    /// <summary>Maps the endpoints. Live asks no dependency: a broker's outage must not restart the process.</summary>
    public static IEndpointRouteBuilder MapPipelineHealth(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetRequiredService<PipelineSettings>().Problems.Count > 0)
            return endpoints; // mapping makes the bus, which is not to be had; the start will say why
        Map(endpoints, "/health/live", _ => false);
        Map(endpoints, "/health/ready", check => check.Tags.Contains(Ready));
        endpoints.MapPrometheusMetrics("/metrics");
        return endpoints;
    }

    private static void Map(IEndpointRouteBuilder endpoints, string path, Func<HealthCheckRegistration, bool> which) =>
        endpoints.MapHealthChecks(path, new HealthCheckOptions
        {
            Predicate = which,
            ResponseWriter = (HttpContext context, HealthReport report) => HealthBody.WriteAsync(context, report),
            ResultStatusCodes =
            {
                [HealthStatus.Healthy] = StatusCodes.Status200OK,
                [HealthStatus.Degraded] = StatusCodes.Status200OK,
                [HealthStatus.Unhealthy] = StatusCodes.Status503ServiceUnavailable,
            },
        }).AllowAnonymous();
}

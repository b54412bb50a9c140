namespace Pipeline.Simulator.Metrics.Serving;

/// <summary>Puts the monitoring behind HTTP: as a Prometheus, and as what a Prometheus scrapes.</summary>
public static class MonitoringEndpoints
{
    private static readonly string[] GetOrPost = ["GET", "POST"];

    /// <summary>Maps /api/v1/…, /-/ready, /-/healthy, /metrics/{exporter} and /prometheus.yml.</summary>
    /// <param name="routes">An application, or a group below a path of its own.</param>
    /// <param name="monitoring">What is asked and shown.</param>
    /// <param name="wall">The real time, for deadlines.</param>
    public static IEndpointConventionBuilder MapMonitoring(this IEndpointRouteBuilder routes, Monitoring monitoring, TimeProvider wall)
    {
        var group = routes.MapGroup("");
        var (api, pages) = (new QueryApi(monitoring, wall), new ScrapePages(monitoring, wall));
        group.MapMethods("/api/v1/query", GetOrPost, api.QueryAsync);
        group.MapMethods("/api/v1/query_range", GetOrPost, api.QueryRangeAsync);
        group.MapMethods("/api/v1/series", GetOrPost, api.SeriesAsync);
        group.MapMethods("/api/v1/labels", GetOrPost, api.LabelsAsync);
        group.MapGet("/api/v1/label/{name}/values", api.LabelValuesAsync);
        group.MapGet("/api/v1/metadata", api.MetadataAsync);
        group.MapGet("/api/v1/targets", api.TargetsAsync);
        group.MapGet("/api/v1/alerts", context => QueryApi.ConstantAsync(context, new { alerts = Array.Empty<object>() }));
        group.MapGet("/api/v1/rules", context => QueryApi.ConstantAsync(context, new { groups = Array.Empty<object>() }));
        group.MapGet("/api/v1/status/buildinfo", context => QueryApi.ConstantAsync(context, new
        {
            version = "2.42.0+simulated", // what the answers agree with
            revision = "",
            branch = "",
            buildUser = "",
            buildDate = "",
            goVersion = "",
        }));
        group.MapGet("/-/ready", context => context.Response.WriteAsync("Prometheus Server is Ready.\n", context.RequestAborted));
        group.MapGet("/-/healthy", context => context.Response.WriteAsync("Prometheus Server is Healthy.\n", context.RequestAborted));
        group.MapGet("/metrics/{exporter}", pages.PageAsync);
        group.MapGet("/prometheus.yml", pages.ConfigurationAsync);
        return group;
    }
}

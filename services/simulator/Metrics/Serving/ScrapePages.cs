using Pipeline.Simulator.Metrics.Exposition;

namespace Pipeline.Simulator.Metrics.Serving;

/// <summary>The pages for a real Prometheus, and the configuration that scrapes them.</summary>
/// <param name="monitoring">What is shown.</param>
/// <param name="wall">For the patience with the loop, which passes in real time.</param>
internal sealed class ScrapePages(Monitoring monitoring, TimeProvider wall)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>/metrics/{exporter}: all targets of a job in one page, with their labels.</summary>
    public async Task PageAsync(HttpContext context)
    {
        var name = (string?)context.GetRouteValue("exporter");
        if (monitoring.Exporters.FirstOrDefault(e => e.Name == name) is not { } exporter)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync($"There are: {string.Join(", ", monitoring.Exporters.Select(e => e.Name))}\n", context.RequestAborted);
            return;
        }
        if (await ReadAsync(exporter, context) is not { } page)
            return;
        var openMetrics = context.Request.Headers.Accept.Any(a => a?.Contains("application/openmetrics-text", StringComparison.Ordinal) == true);
        context.Response.ContentType = openMetrics ? TextExposition.OpenMetricsType : TextExposition.TextType;
        var output = context.Response.BodyWriter;
        var text = new TextExposition(output, openMetrics);
        foreach (var (family, samples) in page.Families)
        {
            text.Write(family, samples);
            await output.FlushAsync(context.RequestAborted);
        }
        text.End();
    }

    /// <summary>/prometheus.yml: scrapes all pages at the address at which this was asked for.</summary>
    public Task ConfigurationAsync(HttpContext context)
    {
        var (request, wanted) = (context.Request, monitoring.History.Options.Interval);
        var interval = PromQl.Syntax.DurationText.Write((long)wanted.TotalMilliseconds);
        var timeout = PromQl.Syntax.DurationText.Write((long)(wanted < Patience ? wanted : Patience).TotalMilliseconds);
        var tls = request.IsHttps ? "\n    tls_config: { insecure_skip_verify: true } # the certificate is of the simulator's own authority" : "";
        var jobs = monitoring.Exporters.Select(exporter => $$"""
              - job_name: simulator-{{exporter.Name}}
                honor_labels: true
                scheme: {{request.Scheme}}{{tls}}
                metrics_path: {{request.PathBase}}/metrics/{{exporter.Name}}
                static_configs: [{ targets: ["{{request.Host}}"] }]
            """);
        context.Response.ContentType = "application/yaml";
        return context.Response.WriteAsync(
            $"""
            # Scrapes the simulated cluster. Each page holds all targets of a job and carries their labels (job, instance, node …): hence honor_labels.
            # At another speed than 1 the cluster's counters run faster than Prometheus' clock.
            global:
              scrape_interval: {interval}
              scrape_timeout: {timeout}
            scrape_configs:
            {string.Join('\n', jobs)}

            """,
            context.RequestAborted);
    }

    private async Task<ScrapePage?> ReadAsync(IExporter exporter, HttpContext context)
    {
        using var deadline = new CancellationTokenSource(Patience, wall);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        try
        {
            return await monitoring.ReadAsync(exporter, either.Token);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync("The world stands still.\n", context.RequestAborted);
            return null;
        }
    }
}

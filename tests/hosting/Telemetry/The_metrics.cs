using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Hosting.Telemetry;

namespace Pipeline.Hosting.Tests.Telemetry;

public sealed class The_metrics
{
    [Fact]
    public async Task Are_accepted_by_promtool_and_carry_the_cluster()
    {
        await using var host = await HostedPipeline.StartAsync(
            _ => { }, settings: [("bus:transport", "in-memory"), ("cluster", "prod-1")]);
        var metrics = host.Services.GetRequiredService<PipelineMetrics>();
        metrics.OutboxSent.Add(3);
        var duration = metrics.Duration("pipeline.sample.delay", "A duration.");
        duration.Record(0.007);
        duration.Record(7200);
        metrics.OutboxFailed.Add(1, new KeyValuePair<string, object?>("reason", "a \"quoted\"\nreason\\"));
        metrics.Meter.CreateObservableGauge("pipeline.sample.ratio", () => 0.25, "1", "A gauge.");
        metrics.Meter.CreateUpDownCounter<long>("pipeline.sample.open", "{thing}", "Up and down.").Add(-2);
        await host.Client.GetAsync("/health/live");
        var answer = await host.Client.GetAsync("/metrics");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        var text = await answer.Content.ReadAsStringAsync();
        var lines = text.Split('\n');
        Assert.Contains("pipeline_outbox_sent_total{cluster=\"prod-1\"} 3", lines);
        Assert.Contains("pipeline_outbox_failed_total{reason=\"a \\\"quoted\\\"\\nreason\\\\\",cluster=\"prod-1\"} 1", lines);
        Assert.Contains("pipeline_sample_delay_seconds_bucket{le=\"0.005\",cluster=\"prod-1\"} 0", lines);
        Assert.Contains("pipeline_sample_delay_seconds_bucket{le=\"0.01\",cluster=\"prod-1\"} 1", lines);
        Assert.Contains("pipeline_sample_delay_seconds_bucket{le=\"+Inf\",cluster=\"prod-1\"} 2", lines);
        Assert.Contains("pipeline_sample_delay_seconds_sum{cluster=\"prod-1\"} 7200.007", lines);
        Assert.Contains("pipeline_sample_delay_seconds_count{cluster=\"prod-1\"} 2", lines);
        Assert.Contains("pipeline_sample_ratio{cluster=\"prod-1\"} 0.25", lines);
        Assert.Contains("pipeline_sample_open{cluster=\"prod-1\"} -2", lines);
        Assert.Contains("# TYPE http_server_request_duration_seconds histogram", lines);
        Assert.Contains("target_info{service_name=\"up\",service_version=\"0.1.0\",cluster=\"prod-1\"} 1", lines);
        Assert.Equal("0: ", await CheckAsync(text));
    }

    [Fact]
    public async Task Are_whole_for_many_who_ask_at_once()
    {
        await using var host = await HostedPipeline.StartAsync(_ => { }, settings: [("bus:transport", "in-memory")]);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.Client.GetAsync("/metrics")));
        foreach (var answer in answers)
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("target_info{", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private static async Task<string> CheckAsync(string text)
    {
        using var promtool = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;
        await promtool.StandardInput.WriteAsync(text);
        promtool.StandardInput.Close();
        var notes = await promtool.StandardError.ReadToEndAsync();
        await promtool.WaitForExitAsync();
        return $"{promtool.ExitCode}: {notes}";
    }
}

using System.Buffers;
using System.Diagnostics;
using System.Text;
using Pipeline.Simulator.History;
using Pipeline.Simulator.Metrics;
using Pipeline.Simulator.Metrics.Exposition;
using Pipeline.Simulator.PromQl;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Time;

namespace Pipeline.Simulator.Tests.Metrics;

public sealed class The_pages_for_a_prometheus : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly SimulationLoop _loop = new(Noon, TimeProvider.System);
    private readonly SmallShop _shop;
    private readonly Monitoring _monitoring;

    public The_pages_for_a_prometheus()
    {
        _shop = new SmallShop(_loop);
        _monitoring = new Monitoring(_loop, _shop.Cluster, _shop, new HistoryOptions());
        _loop.Advance(TimeSpan.FromMinutes(19));
    }

    public void Dispose() => _monitoring.Dispose();

    [Theory]
    [InlineData("cadvisor")]
    [InlineData("kubelet")]
    [InlineData("kube-state-metrics")]
    [InlineData("node-exporter")]
    [InlineData("applications")]
    [InlineData("coredns")]
    public async Task Are_read_by_promtool(string exporter)
    {
        using var promtool = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await promtool.StandardInput.WriteAsync(Text(exporter, openMetrics: false));
        promtool.StandardInput.Close();
        var complaints = await promtool.StandardError.ReadToEndAsync() + await promtool.StandardOutput.ReadToEndAsync();
        await promtool.WaitForExitAsync();
        Assert.DoesNotContain("error", complaints, StringComparison.OrdinalIgnoreCase); // style is linted too: real exporters do not pass that
    }

    [Fact]
    public void Escape_and_type_what_they_show()
    {
        var page = new ScrapePage();
        var counter = MetricFamily.Counter("odd_total", "A \"help\" with \\ and\nlines.");
        page.Add(counter, LabelSet.Of(("__name__", "odd_total"), ("path", "C:\\\"x\"\n")), double.PositiveInfinity);
        page.Add(counter, LabelSet.Of(("__name__", "odd_total"), ("path", "C:\\\"x\"\n")), 2);
        Assert.Equal(
            """
            # HELP odd_total A "help" with \\ and\nlines.
            # TYPE odd_total counter
            odd_total{path="C:\\\"x\"\n"} +Inf

            """,
            Text(page, openMetrics: false));
        Assert.Equal(
            """
            # HELP odd A \"help\" with \\ and\nlines.
            # TYPE odd counter
            odd_total{path="C:\\\"x\"\n"} +Inf
            # EOF

            """,
            Text(page, openMetrics: true));
    }

    [Fact]
    public void Hold_each_series_once()
    {
        foreach (var exporter in _monitoring.Exporters)
        {
            var page = new ScrapePage();
            exporter.Write(page);
            var series = page.Families.SelectMany(f => f.Samples).Select(s => s.Labels).ToList();
            Assert.Equal(series.Count, series.Distinct().Count());
        }
    }

    [Theory]
    [InlineData("kube_pod_container_status_last_terminated_reason{container=\"cart\",instance=\"kube-state-metrics.monitoring.svc:8080\",job=\"kube-state-metrics\",namespace=\"shop\",pod=\"cart-7d4b9-1\",reason=\"OOMKilled\",uid=\"uid-cart-7d4b9-1\"} 1")]
    [InlineData("kube_pod_container_status_waiting_reason{container=\"checkout\",instance=\"kube-state-metrics.monitoring.svc:8080\",job=\"kube-state-metrics\",namespace=\"shop\",pod=\"checkout-5c6f7-1\",reason=\"ImagePullBackOff\",uid=\"uid-checkout-5c6f7-1\"} 1")]
    [InlineData("kube_pod_container_resource_limits{container=\"db\",instance=\"kube-state-metrics.monitoring.svc:8080\",job=\"kube-state-metrics\",namespace=\"shop\",node=\"n2\",pod=\"db-0\",resource=\"memory\",uid=\"uid-db-0\",unit=\"byte\"} 134217728")]
    [InlineData("kube_deployment_status_condition{condition=\"Progressing\",deployment=\"checkout\",instance=\"kube-state-metrics.monitoring.svc:8080\",job=\"kube-state-metrics\",namespace=\"shop\",status=\"false\"} 1")]
    [InlineData("kube_deployment_spec_strategy_rollingupdate_max_surge{deployment=\"cart\",instance=\"kube-state-metrics.monitoring.svc:8080\",job=\"kube-state-metrics\",namespace=\"shop\"} 1")]
    [InlineData("kube_node_status_allocatable{instance=\"kube-state-metrics.monitoring.svc:8080\",job=\"kube-state-metrics\",node=\"n1\",resource=\"cpu\",unit=\"core\"} 1.9")]
    [InlineData("kube_job_status_failed{instance=\"kube-state-metrics.monitoring.svc:8080\",job=\"kube-state-metrics\",job_name=\"nightly\",namespace=\"shop\",reason=\"BackoffLimitExceeded\"} 1")]
    [InlineData("kube_resourcequota{instance=\"kube-state-metrics.monitoring.svc:8080\",job=\"kube-state-metrics\",namespace=\"shop\",resource=\"requests.cpu\",resourcequota=\"shop\",type=\"used\"} 0.6")]
    [InlineData("kube_node_role{instance=\"kube-state-metrics.monitoring.svc:8080\",job=\"kube-state-metrics\",node=\"n1\",role=\"worker\"} 1")]
    public void Say_of_objects_what_kube_state_metrics_says(string line) => Assert.Contains(line, Text("kube-state-metrics", openMetrics: false).Split('\n'));

    [Fact]
    public void Show_the_cgroup_of_a_pod_without_container_and_image()
    {
        var lines = Text("cadvisor", openMetrics: false).Split('\n')
            .Where(l => l.StartsWith("container_memory_working_set_bytes{", StringComparison.Ordinal) && l.Contains("pod=\"db-0\"", StringComparison.Ordinal));
        Assert.Collection(
            lines.OrderBy(l => l.Length),
            whole => Assert.DoesNotContain("container=", whole, StringComparison.Ordinal),
            container => Assert.Contains("container=\"db\"", container, StringComparison.Ordinal));
    }

    [Fact]
    public void Show_throttling_only_of_containers_with_a_limit()
    {
        var lines = Text("cadvisor", openMetrics: false).Split('\n').Where(l => l.StartsWith("container_cpu_cfs_periods_total{", StringComparison.Ordinal)).ToList();
        Assert.Contains(lines, l => l.Contains("container=\"cart\"", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.Contains("container=\"checkout\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Count_a_pod_on_when_its_container_begins_again()
    {
        var loop = new SimulationLoop(Noon, TimeProvider.System);
        var shop = new SmallShop(loop);
        using var monitoring = new Monitoring(loop, shop.Cluster, shop, new HistoryOptions());
        monitoring.Start();
        loop.Advance(TimeSpan.FromMinutes(20));
        var at = loop.GetUtcNow().ToUnixTimeMilliseconds();
        Assert.Equal(2, Resets("container=\"cart\"").Count); // each run is a series of its own
        Assert.Equal([0], Resets("container=\"\""));

        List<double> Resets(string which) => [.. ((QueryResult.Vector)monitoring.Queries.Instant(
            $"resets(container_cpu_usage_seconds_total{{pod=\"cart-7d4b9-1\",{which}}}[20m])", at, CancellationToken.None)).Elements.Select(e => e.Sample.Value)];
    }

    [Fact]
    public void Follow_the_objects()
    {
        var before = Text("kube-state-metrics", openMetrics: false);
        _shop.Cluster.Put(Kinds.Namespace, """{"metadata":{"name":"shop","uid":"ns-1"},"status":{"phase":"Terminating"}}""");
        _shop.Cluster.Remove(Kinds.Job, "shop", "nightly");
        var after = Text("kube-state-metrics", openMetrics: false);
        Assert.Contains("kube_job_info{", before, StringComparison.Ordinal);
        Assert.DoesNotContain("kube_job_info{", after, StringComparison.Ordinal);
        Assert.Matches("kube_namespace_status_phase{.*phase=\"Terminating\"} 1\n", after);
    }

    private string Text(string exporter, bool openMetrics)
    {
        var page = new ScrapePage();
        _monitoring.Exporters.Single(e => e.Name == exporter).Write(page);
        return Text(page, openMetrics);
    }

    private static string Text(ScrapePage page, bool openMetrics)
    {
        var output = new ArrayBufferWriter<byte>();
        var text = new TextExposition(output, openMetrics);
        foreach (var (family, samples) in page.Families)
            text.Write(family, samples);
        text.End();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}

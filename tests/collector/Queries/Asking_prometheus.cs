using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Collector.Collection;
using Pipeline.Collector.Delivery;
using Pipeline.Collector.Queries;
using Pipeline.Collector.Tests.Collection;
using Pipeline.Contracts.Metrics;
using Pipeline.Prometheus;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Collector.Tests.Queries;

[Collection(ServersCollection.Name)]
public sealed class Asking_prometheus(PrometheusFixture prometheus)
{
    private const string Cluster = """
        node_cpu_seconds_total{cpu="0",mode="idle"} {i*0.25}
        node_cpu_seconds_total{cpu="0",mode="user"} {i*0.75}
        node_memory_MemAvailable_bytes 250
        node_memory_MemTotal_bytes 1000
        node_filesystem_avail_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/"} 10
        node_filesystem_size_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/"} 100
        node_filesystem_avail_bytes{device="tmpfs",fstype="tmpfs",mountpoint="/run"} 0
        node_filesystem_size_bytes{device="tmpfs",fstype="tmpfs",mountpoint="/run"} 100
        node_load5 3
        container_cpu_usage_seconds_total{namespace="shop",pod="cart-0",container="cart",image="cart:1"} {i*0.4}
        container_cpu_usage_seconds_total{namespace="shop",pod="cart-0",container="",image=""} {i*0.4}
        container_memory_working_set_bytes{namespace="shop",pod="cart-0",container="cart",image="cart:1"} 90
        container_memory_working_set_bytes{namespace="shop",pod="cart-0",container="",image=""} 95
        container_memory_working_set_bytes{namespace="shop",pod="cart-0",container="sidecar",image="envoy:1"} 5
        kube_pod_container_resource_limits{namespace="shop",pod="cart-0",container="cart",resource="cpu",unit="core"} 0.5
        kube_pod_container_resource_limits{namespace="shop",pod="cart-0",container="cart",resource="memory",unit="byte"} 100
        kube_pod_container_info{namespace="shop",pod="cart-0",container="cart"} 1
        kube_pod_container_info{namespace="shop",pod="cart-0",container="sidecar"} 1
        kube_pod_container_status_waiting_reason{namespace="shop",pod="cart-0",container="sidecar",reason="CrashLoopBackOff"} 1
        kube_pod_status_phase{namespace="shop",pod="cart-0",phase="Running"} 1
        kube_pod_status_phase{namespace="shop",pod="cart-0",phase="Pending"} 0
        kube_deployment_spec_replicas{namespace="shop",deployment="cart"} 3
        kube_deployment_status_replicas_available{namespace="shop",deployment="cart"} 1
        kube_node_status_condition{node="w1",condition="Ready",status="true"} 0
        http_requests_total{namespace="shop",service="cart",code="200"} {i*10}
        http_requests_total{namespace="shop",service="idle",code="200"} 5
        http_requests_total{namespace="shop",service="pay",code="200"} {i*9}
        http_requests_total{namespace="shop",service="pay",code="503"} {i*1}
        http_request_duration_seconds_bucket{namespace="shop",service="cart",le="0.1"} {i*5}
        http_request_duration_seconds_bucket{namespace="shop",service="cart",le="0.5"} {i*10}
        http_request_duration_seconds_bucket{namespace="shop",service="cart",le="+Inf"} {i*10}
        http_request_duration_seconds_bucket{namespace="shop",service="idle",le="0.1"} 5
        http_request_duration_seconds_bucket{namespace="shop",service="idle",le="+Inf"} 5
        """;

    [Fact]
    public async Task With_the_built_in_queries_sees_nodes_pods_and_services_and_absence_stays_absent()
    {
        await using var page = await ExporterPage.StartAsync(Numbered);
        await prometheus.ScrapeAsync(("cluster", [page.Target]));
        await Eventually.ReadsAsync(token => prometheus.QueryAsync($"count_over_time(node_load5{{instance=\"{page.Target}\"}}[1m])", token), r => Count(r) >= 12);
        using var source = Source(o => o.Selector = $"instance=\"{page.Target}\"");
        var state = await source.LookAsync(null, default);
        var reading = await source.CollectAsync(state.Frontier.AddSeconds(-2), state.Frontier, false, default);
        Assert.Empty(reading.Missing);
        var latest = reading.Windows.ToDictionary(Name, w => w.Samples[^1]!.Value);
        void Shows(string series, double value, double tolerance = 1e-9) => Assert.Equal(value, latest[series], tolerance);
        Shows($"Node/{page.Target} cpu-utilization", 0.75, 0.1);
        Shows($"Node/{page.Target} memory-utilization", 0.75);
        Shows($"Node/{page.Target} filesystem-utilization device=/dev/sda1 mountpoint=/", 0.9);
        Shows($"Node/{page.Target} load-per-cpu", 3);
        Shows("shop/Pod/cart-0 cpu-usage container=cart", 0.4, 0.1);
        Shows("shop/Pod/cart-0 cpu-utilization container=cart", 0.8, 0.2);
        Shows("shop/Pod/cart-0 memory-utilization container=cart", 0.9);
        Shows("shop/Pod/cart-0 memory-usage container=sidecar", 5);
        Shows("shop/Pod/cart-0 container-waiting container=cart", 0);
        Shows("shop/Pod/cart-0 container-waiting container=sidecar", 1);
        Shows("shop/Pod/cart-0 oom-killed container=cart", 0);
        Shows("shop/Pod/cart-0 pod-not-running", 0);
        Shows("shop/Deployment/cart unavailable-replicas", 2);
        Shows("Node/w1 node-not-ready", 1);
        Shows("shop/Service/cart error-ratio", 0);
        Shows("shop/Service/pay error-ratio", 0.1, 1e-6);
        Shows("shop/Service/cart request-rate", 10, 2);
        Shows("shop/Service/cart request-latency-p95", 0.46, 1e-6);
        Assert.DoesNotContain("shop/Service/idle error-ratio", latest.Keys); // 0 ÷ 0 is no data
        Assert.DoesNotContain("shop/Service/idle request-latency-p95", latest.Keys);
        Assert.DoesNotContain("shop/Pod/cart-0 memory-utilization container=sidecar", latest.Keys); // no limit
    }

    [Fact]
    public async Task Finds_every_built_in_query_understood_by_the_server()
    {
        using var client = Client();
        foreach (var query in QueryFile.Default())
        {
            foreach (var selector in new[] { "", "cluster=\"demo\",env=~\"a|b\"" })
                Assert.Empty((await client.QueryAsync(query.Render(selector, TimeSpan.FromMinutes(5)), DateTimeOffset.UnixEpoch, default)).Series);
        }
    }

    [Fact]
    public async Task Says_which_query_failed_or_gave_nothing_and_still_gives_the_others()
    {
        var queries = QueryFile.Parse("q.yaml", """
            queries:
            - { metric: up, query: "up{$selector}", signal: errors, entity: { kind: Node, name: "{instance}" } }
            - { metric: broken, query: "sum(", signal: errors, entity: { kind: Node, name: "{instance}" } }
            - { metric: absent, query: "no_such_metric{$selector}", signal: errors, expected: true, entity: { kind: Node, name: "{instance}" } }
            - { metric: optional, query: "no_such_metric_either", signal: errors, entity: { kind: Node, name: "{instance}" } }
            """);
        await prometheus.ScrapeAsync(("prometheus", [prometheus.Target]));
        using var source = Source(queries: queries);
        var reading = await Eventually.ReadsAsync(
            async token =>
            {
                var state = await source.LookAsync(null, token);
                return await source.CollectAsync(state.Frontier.AddSeconds(-1), state.Frontier, false, token);
            },
            reading => reading.Windows.Any(w => w.Metric == "up"));
        var missing = reading.Missing.ToDictionary(m => m.Metric!, m => m.Reason);
        Assert.Equal(["absent", "broken"], missing.Keys.Order());
        Assert.Equal("the query returned no series", missing["absent"]);
        Assert.Matches("^the query failed: 400 bad_data: .*1:5: parse error", missing["broken"]);
    }

    [Fact]
    public async Task Is_unavailable_while_the_server_is_down_and_the_gap_is_filled_when_it_is_back()
    {
        await using var page = await ExporterPage.StartAsync(i => $"work_total {i}");
        await prometheus.ScrapeAsync(("work", [page.Target]));
        var queries = QueryFile.Parse("q.yaml", $$"""
            queries:
            - { metric: work, query: 'work_total{instance="{{page.Target}}"}', signal: traffic, entity: { kind: Service, name: "{job}" } }
            """);
        using var source = Source(queries: queries, change: o => o.WarmUp = TimeSpan.Zero);
        var sent = new SentWindows();
        using var runner = new SourceRunner(
            "demo", source, new MessageCutter("demo", new OwnerPartition(2), Some.Masker), sent, sent, TimeProvider.System, NullLogger.Instance);
        await Eventually.HoldsAsync(async token => { await runner.RoundAsync(token); return sent.Samples.Count >= 2; });
        var before = sent.Samples.Values.Max();
        await Eventually.ReadsAsync(token => prometheus.QueryAsync("work_total", token), r => Count(r) >= before + 4); // not collected
        await prometheus.KillAsync();
        await runner.RoundAsync(default);
        Assert.Single(sent.Missing, m => m.Reason.Contains("Connection refused", StringComparison.Ordinal));
        await prometheus.StartAsync();
        await Eventually.HoldsAsync(async token => { await runner.RoundAsync(token); return sent.Samples.Values.Max() >= before + 6; });
        sent.AssertContinuous();
        Assert.Superset(new HashSet<double> { before + 1, before + 2, before + 3 }, sent.Samples.Values.ToHashSet());
    }

    [Fact]
    public async Task Gives_history_with_a_coarser_step_to_warm_up()
    {
        using var source = Source();
        var state = await source.LookAsync(null, default);
        Assert.Equal(state.Frontier, state.WarmUpUntil);
        var reading = await source.CollectAsync(state.Origin, state.Frontier, true, default);
        Assert.All(reading.Windows, w => Assert.Equal(TimeSpan.FromMinutes(5), w.Step));
        Assert.Equal(QueryRange.Floor(state.Origin, TimeSpan.FromMinutes(5)) + (TimeSpan.FromMinutes(5) * 240), reading.UpTo);
    }

    private PrometheusClient Client() => new(new PrometheusClientOptions { Url = prometheus.Address }, TimeProvider.System);

    private PrometheusSource Source(Action<PrometheusSourceOptions>? change = null, IReadOnlyList<QueryDefinition>? queries = null)
    {
        var options = new PrometheusSourceOptions
        {
            Url = prometheus.Address,
            Retries = 1,
            RetryDelay = TimeSpan.FromMilliseconds(10),
            Step = TimeSpan.FromSeconds(1),
            RateWindow = TimeSpan.FromSeconds(6),
        };
        change?.Invoke(options);
        Assert.Empty(options.Problems());
        return new PrometheusSource(
            "demo", "prometheus:main", options, queries ?? QueryFile.Default(), new PrometheusClient(options, TimeProvider.System), TimeProvider.System, NullLogger.Instance);
    }

    private static string Name(MetricWindow window) =>
        $"{window.Entity} {window.Metric}{string.Concat(window.Labels.OrderBy(l => l.Key).Select(l => $" {l.Key}={l.Value}"))}";

    private static double Count(System.Text.Json.Nodes.JsonArray result) => result.Count == 0 ? 0
        : AnswerReader.ReadValue(result[0]!["value"]![1]!.GetValue<string>());

    private static string Numbered(int scrape) => System.Text.RegularExpressions.Regex.Replace(
        Cluster, @"\{i\*([0-9.]+)\}", m => (scrape * double.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).ToString(System.Globalization.CultureInfo.InvariantCulture));
}

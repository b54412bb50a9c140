using Pipeline.Collector.Csv;
using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Tests.Csv;

public sealed class A_csv_file_s_columns
{
    [Fact]
    public void May_be_a_time_and_a_value_and_then_the_file_is_the_entity()
    {
        var window = Assert.Single(CsvText.Windows("timestamp,value\n2026-11-20 10:00:00,1.5\n2026-11-20 10:05:00,2\n"));
        Assert.Equal(new EntityRef("demo", null, "File", "node"), window.Entity);
        Assert.Equal(("value", "1", TimeSpan.FromMinutes(5)), (window.Metric, window.Unit, window.Step));
        Assert.Equal([1.5, 2], window.Samples);
    }

    [Fact]
    public void Of_a_single_value_are_named_by_the_settings()
    {
        var subject = Some.Subject() with { Kind = "Node", Name = "worker-1", Metric = "cpu-utilization", Unit = "%", Signal = Signal.Saturation };
        var window = Assert.Single(CsvText.Windows("timestamp,value\n1795168800,50\n1795168860,75\n", subject));
        Assert.Equal("Node/worker-1", window.Entity.ToString());
        Assert.Equal(("cpu-utilization", "1"), (window.Metric, window.Unit));
        Assert.Equal([0.5, 0.75], window.Samples);
    }

    [Theory]
    [InlineData("Timestamp,Pod Name,CPU Usage (%)", "cpu-utilization", "1", 0.42)]
    [InlineData("time,pod,cpu_usage", "cpu-utilization", "1", 0.42)]
    [InlineData("TIMESTAMP,podName,CPU usage [cores]", "cpu-usage", "{core}", 42)]
    [InlineData("timestamp,pod,Memory Usage (MiB)", "memory-usage", "By", 42 * 1048576.0)]
    [InlineData("timestamp,pod,Network Receive (B/s)", "network-receive", "By/s", 42)]
    [InlineData("timestamp,pod,network-transmit (KB/s)", "network-transmit", "By/s", 42000)]
    [InlineData("timestamp,pod,Network Receive Errors", "network-receive-errors", "1/s", 42)]
    [InlineData("timestamp,pod,Pod Restarts", "restart-count", "{restart}", 42)]
    [InlineData("timestamp,pod,Queue Depth (jobs)", "queue-depth", "jobs", 42)]
    [InlineData("timestamp,pod,checkout latency (ms)", "checkout-latency", "s", 0.042)]
    public void Are_known_in_any_spelling_and_unit_and_others_are_kept_as_custom_metrics(string header, string metric, string unit, double value)
    {
        var window = Assert.Single(CsvText.Windows($"{header}\n1795168800,cart-0,42\n"));
        Assert.Equal((metric, unit), (window.Metric, window.Unit));
        Assert.Equal(value, window.Samples[0]!.Value, 1e-9);
        Assert.Equal(new EntityRef("demo", null, "Pod", "cart-0"), window.Entity);
    }

    [Fact]
    public void Of_a_full_pod_export_come_in_any_order_and_texts_are_left_out()
    {
        const string Text = """
            Pod Reason,Memory Usage (%),Pod Name,Pod Age,Timestamp,Network Traffic (B/s),Pod Status,Last Log Entry,Namespace,CPU Usage (%),Ready Containers,Total Containers,Node Name
            ,20,cart-0,3d,2026-11-20T10:00:00Z,1000,Running,"GET /, ""ok"" 200",shop,10,1,1,worker-1
            CrashLoopBackOff,30,pay-0,1h,2026-11-20T10:00:00Z,,Failed,panic,shop,,0,1,worker-1
            ,21,cart-0,3d,2026-11-20T10:01:00Z,1100,Running,ok,shop,11,1,1,worker-1
            ,31,pay-0,1h,2026-11-20T10:01:00Z,,Failed,panic,shop,,0,1,worker-1
            """;
        var windows = CsvText.Windows(Text).ToDictionary(w => $"{w.Entity} {w.Metric}", w => w.Samples);
        Assert.Equal([0.2, 0.21], windows["shop/Pod/cart-0 memory-utilization"]);
        Assert.Equal([1000, 1100], windows["shop/Pod/cart-0 network-traffic"]);
        Assert.Equal([0, 0], windows["shop/Pod/cart-0 pod-unhealthy"]);
        Assert.Equal([1, 1], windows["shop/Pod/pay-0 pod-unhealthy"]);
        Assert.DoesNotContain("shop/Pod/pay-0 cpu-utilization", windows.Keys); // never measured: never zero
        Assert.Equal(6 + 4, windows.Count);
    }

    [Fact]
    public void Named_service_and_metric_belong_to_the_service_with_known_units()
    {
        const string Text = "time,cart_cpu,cart_cpurate,cart_mem,cart_serverp99,cart_queue,front_p90,plain\n1795168800,2000,25,64,0.5,7,1.5,3\n";
        var windows = CsvText.Windows(Text, Some.Subject() with { Kind = "Deployment", Namespace = "shop" })
            .ToDictionary(w => $"{w.Entity} {w.Metric}", w => (w.Unit, w.Samples[0]!.Value));
        Assert.Equal(("{core}", 2), windows["shop/Deployment/cart cpu-usage"]);
        Assert.Equal(("1", 0.25), windows["shop/Deployment/cart cpu-utilization"]);
        Assert.Equal(("By", 64 << 20), windows["shop/Deployment/cart memory-usage"]);
        Assert.Equal(("s", 0.5), windows["shop/Deployment/cart server-latency-p99"]);
        Assert.Equal(("1", 7), windows["shop/Deployment/cart queue"]);
        Assert.Equal(("s", 1.5), windows["shop/Deployment/front latency-p90"]);
        Assert.Equal(("1", 3), windows["File/node plain"]);
    }

    [Fact]
    public void Are_left_out_when_the_settings_say_so()
    {
        var window = Assert.Single(CsvText.Windows(
            "TimeStamp,Value,Label\n2018-07-03 14:00:00,1,0\n", Some.Subject() with { Ignore = ["label"] }));
        Assert.Equal("value", window.Metric);
    }

    [Fact]
    public void Of_text_are_found_by_their_first_value_and_said()
    {
        var (recording, reader) = CsvText.Read("time,pod,comment,load (jobs)\n1795168800,cart-0,,1\n1795168860,cart-0,deploy,2\n1795168920,cart-0,7,3\n");
        Assert.Equal(["load"], CsvText.All(recording).Select(w => w.Metric));
        Assert.Equal(["comment"], reader.TextColumns);
        Assert.Equal(0, reader.BadRows);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "node.csv, line 1: no column tells when; call one 'timestamp'. The columns are: a, b.")]
    [InlineData("1795168800,2\n", "node.csv, line 1: '1795168800' is no title; the first line must name the columns, such as: timestamp,value")]
    [InlineData("timestamp\n1795168800\n", "node.csv, line 1: no column with values beside the time. The columns are: timestamp.")]
    [InlineData("time,pod,CPU Usage (%),cpu usage\n1,a,1,1\n", "node.csv, line 1: the columns 'CPU Usage (%)' and 'cpu usage' are both 'cpu-utilization'; rename one, or list it under Ignore.")]
    public void That_make_no_sense_are_refused_with_the_way_out(string text, string message) =>
        Assert.Equal(message, Assert.Throws<CsvException>(() => CsvText.Read(text)).Message);
}

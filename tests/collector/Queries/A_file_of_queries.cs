using Pipeline.Collector.Queries;
using Pipeline.Contracts.Metrics;
using Pipeline.Testing;

namespace Pipeline.Collector.Tests.Queries;

public sealed class A_file_of_queries
{
    private const string Good = """
        queries:
        - metric: queue-depth
          query: sum by (namespace, queue) (rabbitmq_queue_messages_ready{vhost="/",$selector})
          unit: "{message}"
          signal: saturation
          entity: { kind: Service, name: "{queue|service}", namespace: "{namespace}" }
          labels: [vhost]
          expected: true
        """;

    [Fact]
    public void Says_metric_query_unit_signal_and_entity()
    {
        var query = QueryFile.Parse("q.yaml", Good).Single();
        Assert.Equal(("queue-depth", "{message}", Signal.Saturation, true), (query.Metric, query.Unit, query.Signal, query.Expected));
        Assert.Equal("shop/Service/orders", query.Entity.Resolve("demo", new Dictionary<string, string> { ["namespace"] = "shop", ["service"] = "orders" })?.ToString());
        Assert.Null(query.Entity.Resolve("demo", new Dictionary<string, string> { ["namespace"] = "shop" }));
    }

    [Theory]
    [InlineData("a{$selector}", "", "a{}")]
    [InlineData("a{b=\"c\",$selector}[$window]", "", "a{b=\"c\"}[300000ms]")]
    [InlineData("a{b=\"c\",$selector} / d{$selector}", "e=\"f\"", "a{b=\"c\",e=\"f\"} / d{e=\"f\"}")]
    public void Takes_matchers_and_window_from_the_settings(string text, string selector, string rendered) =>
        Assert.Equal(rendered, (QueryFile.Parse("q.yaml", Good)[0] with { Query = text }).Render(selector, TimeSpan.FromMinutes(5)));

    [Theory]
    [InlineData("signal: saturation", "signal: noise", "q.yaml, query 1 ('queue-depth'): 'signal' is 'noise', and must be latency, traffic, errors or saturation.")]
    [InlineData("metric: queue-depth", "metric: Queue Depth", "q.yaml, query 1 ('Queue Depth'): 'metric' must be a kebab-case name, such as cpu-utilization.")]
    [InlineData("kind: Service, ", "", "q.yaml, query 1 ('queue-depth'): entity.kind is missing.")]
    [InlineData("{queue|service}", "{queue|service", "q.yaml, query 1 ('queue-depth'): entity template '{queue|service' has an unpaired brace.")]
    [InlineData("expected:", "expectd:", "q.yaml, line 8: Property 'expectd' not found on type")]
    [InlineData("queries:", "queries: []\nother:", "q.yaml, line 2: Property 'other' not found on type")]
    public void Is_refused_with_the_place_of_the_mistake(string right, string wrong, string message) =>
        Assert.StartsWith(
            message, Assert.Throws<QueryFileException>(() => QueryFile.Parse("q.yaml", Good.Replace(right, wrong, StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Is_read_from_disk()
    {
        await using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Combine("q.yaml"), Good);
        Assert.Single(QueryFile.Load(folder.Combine("q.yaml")));
        Assert.StartsWith("The query file '", Assert.Throws<QueryFileException>(() => QueryFile.Load(folder.Combine("none.yaml"))).Message, StringComparison.Ordinal);
    }
}

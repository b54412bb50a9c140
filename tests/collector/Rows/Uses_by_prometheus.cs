using Pipeline.Collector.Queries;
using Pipeline.Collector.Rows;
using Pipeline.Prometheus;
using Pipeline.Testing;

namespace Pipeline.Collector.Tests.Rows;

public sealed class Uses_by_prometheus
{
    [Fact]
    public async Task Come_from_the_newest_finite_sample_of_each_pod_that_is_wanted()
    {
        var server = new ScriptedPrometheus
        {
            Answer = query => query.Contains("cpu_usage", StringComparison.Ordinal)
                ? [Series("shop", "cart", 0.5), Series("lab", "cart", 9), Series("shop", "idle", double.NaN)]
                : query.Contains("working_set", StringComparison.Ordinal) ? [Series("shop", "cart", 1024)]
                : query == "queue" ? [Series("shop", "cart", 7)] : [],
        };
        var uses = await new PrometheusUses(server, "", TimeSpan.FromMinutes(5), new Dictionary<string, string> { ["depth"] = "queue" }).ReadAsync(["shop"], default);
        var (pod, use) = Assert.Single(uses);
        Assert.Equal(("shop", "cart"), pod);
        Assert.Equal((0.5, 1024, null, 7.0), (use.Cpu, use.Memory, use.NetworkReceive, use.Custom["depth"]));
    }

    [Theory]
    [InlineData("", "{container!=\"\",image!=\"\"}[300000ms]")]
    [InlineData("cluster=\"a\"", "{container!=\"\",image!=\"\",cluster=\"a\"}[300000ms]")]
    public async Task Are_asked_with_the_selector_and_the_window(string selector, string part)
    {
        var server = new ScriptedPrometheus();
        await new PrometheusUses(server, selector, TimeSpan.FromMinutes(5), new Dictionary<string, string>()).ReadAsync([], default);
        Assert.Contains(server.Queries, query => query.Contains(part, StringComparison.Ordinal));
        Assert.DoesNotContain(server.Queries, query => query.Contains('$', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Known_metrics_are_asked_for_once_a_minute_and_unknown_when_the_server_does_not_say()
    {
        var clock = new ManualClock(Some.Noon);
        var server = new ScriptedPrometheus { Names = ["up"] };
        var known = new KnownMetrics(server, clock);
        Assert.Equal(["up"], (await known.ReadAsync(Some.Noon, default))!);
        await known.ReadAsync(Some.Noon, default);
        Assert.Equal(1, server.NamesAsked);
        await known.ReadAsync(Some.Noon.AddDays(-1), default); // further back than it has looked
        Assert.Equal(2, server.NamesAsked);
        clock.Advance(TimeSpan.FromMinutes(2));
        server.Names = [];
        Assert.Null(await known.ReadAsync(Some.Noon, default));
        Assert.Equal(3, server.NamesAsked);
    }

    private static LabelledSeries Series(string ns, string pod, double value) =>
        new(new Dictionary<string, string> { ["namespace"] = ns, ["pod"] = pod }, [new Sample(Some.Noon.AddMinutes(-1), 1e9), new Sample(Some.Noon, value)]);

    private sealed class ScriptedPrometheus : IPrometheus
    {
        public Func<string, IReadOnlyList<LabelledSeries>> Answer { get; init; } = _ => [];

        public IReadOnlyList<string> Names { get; set; } = [];

        public List<string> Queries { get; } = [];

        public int NamesAsked { get; private set; }

        public Task<QueryAnswer> QueryAsync(string query, DateTimeOffset? time, CancellationToken cancellationToken)
        {
            Queries.Add(query);
            return Task.FromResult(new QueryAnswer(Answer(query), [], 0));
        }

        public Task<IReadOnlyList<string>> MetricNamesAsync(DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken)
        {
            NamesAsked++;
            return Task.FromResult(Names);
        }

        public Task<QueryAnswer> QueryRangeAsync(string query, QueryRange range, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> SeriesAsync(
            string selector, DateTimeOffset since, DateTimeOffset until, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<BuildInfo> BuildInfoAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> IsReadyAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}

using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Pipeline.Simulator.Tests.PromQl;

/// <summary>Every query is asked of the simulator and of a real Prometheus with the same samples.</summary>
public sealed class Answers_like_a_real_prometheus(TwoServers servers) : IClassFixture<TwoServers>
{
    public static TheoryData<string, string> DefaultQueries()
    {
        using var reader = new StreamReader(Path.Combine(AppContext.BaseDirectory, "PromQl", "default-queries.yaml"));
        var yaml = new YamlStream();
        yaml.Load(reader);
        var data = new TheoryData<string, string>();
        foreach (var query in (YamlSequenceNode)yaml.Documents[0].RootNode["queries"])
        {
            var text = ((string)query["query"]!).Replace("$window", "2m", StringComparison.Ordinal);
            data.Add((string)query["metric"]!, text.Replace(",$selector", "", StringComparison.Ordinal).Replace("$selector", "", StringComparison.Ordinal));
        }
        return data;
    }

    /// <summary>Begins the names of metrics whose exporters the simulated cluster does not run: both servers have nothing of them.</summary>
    private static readonly string[] OfOtherExporters =
    [
        "istio_", "nginx_", "http_server_", "grpc_server_", "traefik_", "apiserver_", "response_total", "response_latency_", "rate(request_total{", "node_netstat_",
        "certmanager_",
    ];

    [Theory]
    [MemberData(nameof(DefaultQueries))]
    public Task To_every_default_query_of_the_product(string metric, string query) => CompareAsync($"{metric}: {query}", query, metric);

    [Fact]
    public async Task To_a_long_list_of_expressions()
    {
        var differences = new List<string>();
        foreach (var expression in Corpus.Expressions)
        {
            if (await DifferenceAsync(expression) is { } difference)
                differences.Add($"{expression}\n  {difference}");
        }
        Assert.True(differences.Count == 0, $"{differences.Count} of {Corpus.Expressions.Count} differ:\n{string.Join('\n', differences)}");
    }

    [Fact]
    public async Task To_queries_that_are_none()
    {
        var differences = new List<string>();
        foreach (var query in Corpus.Errors)
        {
            var (ours, theirs) = await servers.AskAsync("query", ("query", query), ("time", Unix(servers.End)));
            Assert.NotNull(theirs.Error);
            if (ours.DifferenceFrom(theirs) is { } difference)
                differences.Add($"{query}\n  {difference}");
        }
        Assert.True(differences.Count == 0, $"{differences.Count} of {Corpus.Errors.Count} differ:\n{string.Join('\n', differences)}");
    }

    [Theory]
    [InlineData("query", "query=up", "time=abc")]
    [InlineData("query", "query=up", "timeout=abc")]
    [InlineData("query", "query=")]
    [InlineData("query_range", "query=up", "start=1", "end=0", "step=1")]
    [InlineData("query_range", "query=up", "end=0", "step=1")]
    [InlineData("query_range", "query=up", "start=0", "end=10", "step=0")]
    [InlineData("query_range", "query=up", "start=0", "end=10", "step=-5s")]
    [InlineData("query_range", "query=up", "start=0", "end=10", "step=x")]
    [InlineData("query_range", "query=up", "start=0", "end=10")]
    [InlineData("query_range", "query=up", "start=0", "end=100000", "step=1")]
    [InlineData("query_range", "query=up[5m]", "start=0", "end=10", "step=1")]
    [InlineData("query_range", "query=up(", "start=0", "end=10", "step=1")]
    [InlineData("query_range", "query=\"text\"", "start=0", "end=10", "step=1")]
    public async Task To_requests_that_are_wrong(string path, params string[] parameters)
    {
        var (ours, theirs) = await servers.AskAsync(path, [.. parameters.Select(p => p.Split('=', 2)).Select(p => (p[0], p[1]))]);
        Assert.Null(ours.DifferenceFrom(theirs));
        Assert.NotNull(theirs.Error);
    }

    [Theory]
    [InlineData("sort(http_requests_total)")]
    [InlineData("sort_desc(http_requests_total)")]
    [InlineData("topk(3, http_requests_total)")]
    [InlineData("sort_desc(sum by (pod) (rate(http_requests_total[5m])))")]
    public async Task In_the_order_that_a_query_asks_for(string query)
    {
        var (ours, theirs) = await servers.AskAsync("query", ("query", query), ("time", Unix(servers.Start.AddMinutes(11))));
        Assert.Equal(theirs.Order, ours.Order);
    }

    private async Task CompareAsync(string name, string query, string metric)
    {
        var difference = await DifferenceAsync(query);
        Assert.True(difference is null, $"{name}\n  {difference}");
        var (ours, _) = await servers.AskAsync("query", ("query", query), ("time", Unix(servers.Start.AddMinutes(17))));
        var elsewhere = OfOtherExporters.Any(prefix => query.Contains(prefix, StringComparison.Ordinal));
        Assert.True(elsewhere || ours.Count > 0, $"{metric} has no data");
    }

    private async Task<string?> DifferenceAsync(string query)
    {
        foreach (var minute in (double[])[4, 10.1, 14.55, 17, 30])
        {
            var (ours, theirs) = await servers.AskAsync("query", ("query", query), ("time", Unix(servers.Start.AddMinutes(minute))));
            if (ours.DifferenceFrom(theirs) is { } difference)
                return $"at minute {minute}: {difference}";
        }
        foreach (var step in (string[])["15", "1m7s"])
        {
            var (ours, theirs) = await servers.AskAsync(
                "query_range", ("query", query), ("start", Unix(servers.Start.AddMinutes(1))), ("end", Unix(servers.End)), ("step", step));
            if (ours.DifferenceFrom(theirs) is { } difference)
                return $"in steps of {step}: {difference}";
        }
        return null;
    }

    private static string Unix(DateTimeOffset time) => (time.ToUnixTimeMilliseconds() / 1000m).ToString(CultureInfo.InvariantCulture);
}

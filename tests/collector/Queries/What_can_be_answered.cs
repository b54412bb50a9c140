using Pipeline.Collector.Queries;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Tests.Queries;

public sealed class What_can_be_answered
{
    [Theory]
    [InlineData("sum(rate(a_total{x=\"b{c\",$selector}[$window]))", "a_total", true)]
    [InlineData("sum(rate(a_total{$selector}[$window]))", "b_total", false)]
    [InlineData("a{$selector} / b{$selector}", "a", false)]
    [InlineData("a{$selector} / b{$selector}", "a b", true)]
    [InlineData("a{$selector} or 0 * b{$selector}", "b", true)]
    [InlineData("a{$selector} or 0 * b{$selector}", "c", false)]
    [InlineData("vector(1)", "", true)]
    public void Follows_from_the_metrics_that_exist(string query, string existing, bool can) =>
        Assert.Equal(can, Query(query).CanAnswer(existing.Split(' ').ToHashSet()));

    [Fact]
    public void Names_a_metric_in_every_built_in_query() =>
        Assert.All(QueryFile.Default(), query => Assert.False(query.CanAnswer(new HashSet<string> { "nothing" })));

    private static QueryDefinition Query(string text) => new()
    {
        Metric = "m",
        Query = text,
        Unit = "1",
        Signal = Signal.Traffic,
        Entity = new EntityTemplate { Kind = "Service", Name = "x" },
    };
}

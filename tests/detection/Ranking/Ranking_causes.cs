using Pipeline.Detection.Ranking;

namespace Pipeline.Detection.Tests.Ranking;

public sealed class Ranking_causes
{
    private const int Rows = 600;
    private const int Fault = 400;
    private static readonly string[] Names =
    [
        .. from service in new[] { "carts", "orders", "user", "payment", "catalogue", "front-end" }
           from metric in new[] { "cpu", "mem", "latency-50", "latency-90", "error", "workload" }
           select $"{service}_{metric}",
    ];

    [Theory]
    [InlineData("carts_cpu", 30.0)]
    [InlineData("orders_mem", 30.0)]
    [InlineData("user_workload", -30.0)]
    [InlineData("payment_latency-90", 50.0)]
    public void Puts_the_service_first_whose_metric_changed(string column, double by)
    {
        var ranking = CauseRanker.Rank(Table((column, by, Fault, Rows)), Fault, CallGraph.Unknown);
        Assert.Equal(column, ranking.Metrics[0].Name);
        Assert.Equal(MetricName.ServiceOf(column), ranking.Services[0].Name);
        Assert.Equal(Math.Sign(by), Math.Sign(ranking.Metrics[0].Deviations));
        Assert.InRange(ranking.Metrics[0].Onset, Fault - 1, Fault + 1);
        Assert.Contains(by > 0 ? "rose" : "fell", ranking.Services[0].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(79)]
    [InlineData(-150)]
    public void Finds_it_when_the_time_is_late_or_early(int late) =>
        Assert.Equal("carts", CauseRanker.Rank(Table(("carts_cpu", 30, Fault, Rows)), Fault + late, CallGraph.Unknown).Services[0].Name);

    [Fact]
    public void Counts_a_fall_as_a_rise()
    {
        var rise = Table(("carts_cpu", 30, Fault, Rows));
        var fall = new MetricTable(rise.Times, rise.Names, [.. Enumerable.Range(0, Names.Length).Select(i => rise[i].ToArray().Select(value => -value).ToArray())]);
        Assert.Equal(Scores(rise), Scores(fall), Close);
    }

    [Fact]
    public void Does_not_care_for_units_or_the_order_of_columns()
    {
        var table = Table(("orders_mem", 30, Fault, Rows));
        var scaled = new MetricTable(table.Times, table.Names, [.. Enumerable.Range(0, Names.Length).Select(i => table[i].ToArray().Select(value => value * 1e9).ToArray())]);
        Assert.Equal(Scores(table), Scores(scaled), Close);
        var turned = new MetricTable(table.Times, [.. table.Names.Reverse()], [.. Enumerable.Range(1, Names.Length).Select(i => table[Names.Length - i].ToArray())]);
        var (a, b) = (CauseRanker.Rank(table, Fault, CallGraph.Unknown), CauseRanker.Rank(turned, Fault, CallGraph.Unknown));
        Assert.Equal(a.Services.Select(s => s.Name), b.Services.Select(s => s.Name));
        Assert.Equal(a.Metrics.Select(m => m.Name), b.Metrics.Select(m => m.Name));
    }

    [Fact]
    public void Prefers_what_lasts_to_a_spike()
    {
        var ranking = CauseRanker.Rank(Table(("orders_cpu", 40, Fault, Fault + 1), ("carts_cpu", 30, Fault, Rows)), Fault, CallGraph.Unknown);
        Assert.Equal(["carts", "orders"], ranking.Services.Take(2).Select(s => s.Name));
        Assert.True(ranking.Metrics[0].Duration > TimeSpan.FromSeconds(100));
    }

    [Fact]
    public void Takes_off_what_the_called_explain()
    {
        var table = Table(("front-end_latency-90", 80, Fault, Rows), ("payment_latency-90", 50, Fault, Rows));
        Assert.Equal("front-end", CauseRanker.Rank(table, Fault, CallGraph.Unknown).Services[0].Name);
        Assert.Equal("payment", CauseRanker.Rank(table, Fault, new CallGraph([("front-end", "payment")])).Services[0].Name);
    }

    [Fact]
    public void Leaves_out_constant_and_missing_columns()
    {
        var times = Enumerable.Range(0, Rows).Select(i => (long)i).ToArray();
        double[] constant = [.. times.Select(_ => 5.0)], missing = [.. times.Select(_ => double.NaN)], jumps = [.. times.Select(i => i < Fault ? double.NaN : i % 7)];
        var ranking = CauseRanker.Rank(new MetricTable(times, ["a_cpu", "b_cpu", "c_cpu"], [constant, missing, jumps]), Fault, CallGraph.Unknown);
        Assert.Equal("c_cpu", Assert.Single(ranking.Metrics).Name);
        Assert.All(ranking.Services, service => Assert.True(double.IsFinite(service.Score)));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(37)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(480)]
    public void Finds_what_was_usual_in_any_number_of_rows(int before)
    {
        var times = Enumerable.Range(0, before + 10).Select(i => (long)i).ToArray();
        var columns = Enumerable.Range(0, 7).Select(c => times.Select(i => i < before ? 10.0 + (i * 7919 % before) : 1e6).ToArray()).ToArray();
        var ranking = CauseRanker.Rank(new MetricTable(times, [.. columns.Select((_, c) => $"s{c}_cpu")], columns), before, CallGraph.Unknown);
        Assert.Equal(7, ranking.Metrics.Count);
        Assert.All(ranking.Metrics, metric => Assert.InRange(metric.Usual, 10 + (before * 0.35), 10 + (before * 0.65)));
    }

    [Fact]
    public void Says_what_is_wrong_with_a_time_outside()
    {
        var table = Table();
        Assert.Contains("the rows reach from 0 to 599", Assert.Throws<ArgumentException>(() => CauseRanker.Rank(table, 2, CallGraph.Unknown)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => CauseRanker.Rank(table, Rows, CallGraph.Unknown));
        Assert.Throws<ArgumentException>(() => new MetricTable([1, 1], ["a_cpu"], [[1.0, 2.0]]));
    }

    private static bool Close(double a, double b) => Math.Abs(a - b) < 1e-9;

    private static double[] Scores(MetricTable table) => CauseRanker.Score(table, Fault, CallGraph.Unknown);

    private static MetricTable Table(params (string Column, double By, int From, int To)[] faults)
    {
        var random = new Random(11);
        var columns = Names.Select(_ => Enumerable.Range(0, Rows).Select(_ => 100 + random.NextDouble() + random.NextDouble()).ToArray()).ToArray();
        foreach (var (column, by, from, to) in faults)
        {
            for (var i = from; i < to; i++)
                columns[Array.IndexOf(Names, column)][i] += by;
        }

        return new MetricTable([.. Enumerable.Range(0, Rows).Select(i => (long)i)], Names, columns);
    }
}

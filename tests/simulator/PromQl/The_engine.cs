using FsCheck;
using FsCheck.Fluent;
using Pipeline.Simulator.Metrics;
using Pipeline.Simulator.PromQl;

namespace Pipeline.Simulator.Tests.PromQl;

public sealed class The_engine
{
    private const long Minute = 60_000;

    [Fact]
    public void Looks_back_five_minutes_and_not_past_the_end_of_a_series()
    {
        var engine = Engine([1, 2]);
        Assert.Equal(2, Value(engine, "a", 6 * Minute));
        Assert.Null(Value(engine, "a", (6 * Minute) + 1));
        Assert.Null(Value(Engine([1, double.NaN]), "a", Minute));
        Assert.Equal(1, Value(Engine([1, double.NaN]), "count_over_time(a[5m])", Minute));
    }

    [Fact]
    public void Extends_a_rate_to_the_borders_of_its_window()
    {
        var engine = Engine([60, 120, 180, 240, 300, 360]);
        Assert.Equal(1, Value(engine, "rate(a[5m])", 5 * Minute)!.Value, 12);
        Assert.Equal(300, Value(engine, "increase(a[5m])", 5 * Minute)!.Value, 9);
        Assert.Equal(1, Value(engine, "rate(a[150s])", 5 * Minute)!.Value, 12);
    }

    [Fact]
    public void Takes_a_decrease_of_a_counter_for_a_restart() =>
        Assert.Equal(0.5, Value(Engine([0, 30, 60, 0, 30, 60]), "rate(a[5m])", 5 * Minute)!.Value * 300 / 240, 2);

    [Fact]
    public void Sums_over_groups_what_it_sums_over_all() =>
        Prop.ForAll(Gen.Choose(-1000, 1000).Select(v => (double)v).ListOf(12).ToArbitrary(), values =>
        {
            var engine = new QueryEngine(
                new SomeSamples([.. values.Select((v, i) => SomeSamples.EachMinute(
                    LabelSet.Of(("__name__", "a"), ("i", $"{i}"), ("group", $"{i % 3}")), v))]),
                new QueryEngineOptions());
            Assert.Equal(values.Sum(), Value(engine, "sum(sum by (group) (a))", 0));
            Assert.Equal(values.Max(), Value(engine, "max(topk by (group) (1, a))", 0));
            Assert.Equal(12, Value(engine, "sum(count by (group) (a))", 0));
            Assert.Equal(12, Value(engine, "count(a or a) + 0 * count(a unless a or vector(0))", 0));
            Assert.Equal(values.Average(), Value(engine, "avg(a)", 0)!.Value, 9);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Rates_any_counter_as_adding_up_its_growth_does() =>
        Prop.ForAll(Gen.Choose(0, 1000).Select(v => (double)v).ListOf(10).ToArbitrary(), steps =>
        {
            var count = 1e6; // far from 0, where a rate is not extended
            var counter = steps.Select(s => count += s).Prepend(1e6).ToList();
            Assert.Equal(steps.Sum(), Value(Engine(counter), "increase(a[10m])", 10 * Minute)!.Value, 6);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Gives_at_every_step_of_a_range_what_it_gives_at_that_time()
    {
        var engine = Engine([.. Enumerable.Range(0, 60).Select(i => i % 17 == 0 ? double.NaN : i * i % 23)]);
        foreach (var query in (string[])["a", "rate(a[5m])", "max_over_time(a[7m:90s])", "a offset 3m", "sum_over_time(a[3m]) > 20", "absent(a)"])
        {
            var range = engine.Range(query, 0, 60 * Minute, 47_000, CancellationToken.None)
                .Series.SelectMany(s => s.Samples).OrderBy(s => s.Time).ToList();
            var instants = Enumerable.Range(0, 77).Select(i => i * 47_000L)
                .SelectMany(t => ((QueryResult.Vector)engine.Instant(query, t, CancellationToken.None)).Elements.Select(e => e.Sample));
            Assert.Equal(instants, range);
        }
    }

    [Fact]
    public void Stops_a_query_that_costs_too_much()
    {
        var engine = new QueryEngine(
            new SomeSamples(SomeSamples.EachMinute(LabelSet.Of(("__name__", "a")), [.. Enumerable.Range(0, 100).Select(i => (double)i)])),
            new QueryEngineOptions { MaxSamples = 50 });
        var e = Assert.Throws<QueryException>(() => engine.Instant("rate(a[2h])", 100 * Minute, CancellationToken.None));
        Assert.Equal(QueryFailure.Execution, e.Failure);
    }

    [Fact]
    public async Task Stops_a_query_that_takes_too_long()
    {
        using var late = new CancellationTokenSource();
        await late.CancelAsync();
        var e = Assert.Throws<QueryException>(() => Engine([1]).Range("a", 0, 10 * Minute, Minute, late.Token));
        Assert.Equal(QueryFailure.Timeout, e.Failure);
    }

    private static QueryEngine Engine(IReadOnlyList<double> values) =>
        new(new SomeSamples(SomeSamples.EachMinute(LabelSet.Of(("__name__", "a")), values)), new QueryEngineOptions());

    private static double? Value(QueryEngine engine, string query, long time)
    {
        var elements = ((QueryResult.Vector)engine.Instant(query, time, CancellationToken.None)).Elements;
        return elements.Count == 0 ? null : Assert.Single(elements).Sample.Value;
    }
}

using FsCheck;
using FsCheck.Fluent;
using Pipeline.Simulator.History;
using Pipeline.Simulator.Metrics;
using Pipeline.Simulator.PromQl;
using Pipeline.Simulator.PromQl.Matching;

namespace Pipeline.Simulator.Tests.History;

public sealed class The_history
{
    private const long Second = 15;
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly MetricFamily Family = MetricFamily.Gauge("load", "Load.");
    private readonly MetricHistory _history = new(new HistoryOptions());
    private int _scrapes;

    [Fact]
    public void Gives_back_what_scrapes_brought()
    {
        Scrape(("a", 1), ("b", 5));
        Scrape(("a", 2), ("b", 5));
        Assert.Equal([(0, 1), (15, 2)], Read("a"));
        Assert.Equal([(0, 5), (15, 5)], Read("b"));
    }

    [Fact]
    public void Ends_a_series_at_the_first_scrape_that_does_not_bring_it()
    {
        Scrape(("a", 1), ("b", 1));
        Scrape(("b", 1));
        Scrape(("b", 1));
        Scrape(("a", 3), ("b", 1));
        Scrape(("b", 1));
        Assert.Equal([(0, 1), (15, Staleness.Marker), (45, 3), (60, Staleness.Marker)], Read("a"));
    }

    [Fact]
    public void Gives_only_the_samples_asked_for()
    {
        for (var i = 0; i < 400; i++)
            Scrape(("a", i));
        Assert.Equal([(1500, 100), (1515, 101), (1530, 102)], Read("a", 1500, 1531));
        Assert.Empty(Read("a", 7000, 8000));
    }

    [Fact]
    public void Shows_a_view_that_later_scrapes_do_not_change()
    {
        Scrape(("a", 1));
        var before = _history.Read([new LabelMatcher("is", MatchKind.Equal, "a")], 0, long.MaxValue);
        using var reading = before.GetEnumerator();
        Assert.True(reading.MoveNext());
        for (var i = 0; i < 300; i++)
            Scrape(("a", i));
        Assert.Equal(1, Assert.Single(reading.Current.Samples).Value);
    }

    [Fact]
    public void Forgets_what_is_older_than_wanted()
    {
        var history = new MetricHistory(new HistoryOptions { Retention = TimeSpan.FromHours(1) });
        Record(history, 0, 480, ("old", 1));
        Record(history, 480, 1000, ("new", 1));
        Assert.Equal(1, history.SeriesCount);
        var oldest = Assert.Single(history.Read([new LabelMatcher("__name__", MatchKind.Equal, "load")], 0, long.MaxValue)).Samples[0].Time;
        Assert.InRange(oldest, At(480), At(1000) - 3_600_000 + 1);
    }

    [Fact]
    public void Forgets_early_when_there_is_no_room()
    {
        var history = new MetricHistory(new HistoryOptions { Retention = TimeSpan.FromDays(100), MaxBytes = 200_000 });
        var random = new Random(3);
        var page = new ScrapePage();
        var labels = Enumerable.Range(0, 10).Select(i => Labels($"{i}")).ToList();
        for (var i = 0; i < 10_000; i++)
        {
            page.Clear();
            foreach (var set in labels)
                page.Add(Family, set, random.NextDouble());
            history.Record(Noon.AddSeconds(Second * i), page);
        }
        Assert.InRange(history.Bytes, 1, 250_000);
        Assert.Equal(10, history.SeriesCount);
    }

    [Fact]
    public void Agrees_with_a_simple_list_whatever_comes() =>
        Prop.ForAll(
            Gen.Elements(double.NaN, 0, 1, 1, 1, 1.5, 2, -7, 1e300, 0.1).ListOf(500).ToArbitrary(),
            values =>
            {
                var history = new MetricHistory(new HistoryOptions());
                var expected = new List<(long, double)>();
                var page = new ScrapePage();
                for (var i = 0; i < values.Count; i++)
                {
                    page.Clear();
                    if (!double.IsNaN(values[i]))
                        page.Add(Family, Labels("a"), values[i]);
                    history.Record(Noon.AddSeconds(Second * i), page);
                    if (!double.IsNaN(values[i]))
                        expected.Add((Second * i, values[i]));
                    else if (expected.Count > 0 && !Staleness.IsMarker(expected[^1].Item2))
                        expected.Add((Second * i, Staleness.Marker));
                }
                Assert.Equal(Bits(expected), Bits(Read(history, "a", 0, long.MaxValue / 2000)));
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    [Fact]
    public void Costs_little_for_series_that_stay()
    {
        var page = new ScrapePage();
        var labels = Enumerable.Range(0, 1000).Select(i => Labels($"{i}")).ToList();
        for (var i = 0; i < 720; i++)
        {
            page.Clear();
            foreach (var set in labels)
                page.Add(Family, set, 1);
            _history.Record(Noon.AddSeconds(Second * i), page);
        }
        Assert.InRange(_history.Bytes / 1000.0, 200, 400); // three hours of one series
    }

    private static List<(long, long)> Bits(IEnumerable<(long Time, double Value)> samples) =>
        [.. samples.Select(s => (s.Time, BitConverter.DoubleToInt64Bits(s.Value)))];

    private static LabelSet Labels(string which) => LabelSet.Of(("__name__", "load"), ("is", which));

    private static long At(int scrape) => Noon.AddSeconds(Second * scrape).ToUnixTimeMilliseconds();

    private static void Record(MetricHistory history, int from, int to, params (string Which, double Value)[] series)
    {
        var page = new ScrapePage();
        foreach (var (which, value) in series)
            page.Add(Family, Labels(which), value);
        for (var i = from; i < to; i++)
            history.Record(Noon.AddSeconds(Second * i), page);
    }

    private void Scrape(params (string Which, double Value)[] series)
    {
        Record(_history, _scrapes, _scrapes + 1, series);
        _scrapes++;
    }

    private List<(long, double)> Read(string which, long from = 0, long to = 1_000_000) => Read(_history, which, from, to);

    private static List<(long, double)> Read(MetricHistory history, string which, long from, long to)
    {
        var start = Noon.ToUnixTimeMilliseconds();
        return
        [
            .. history.Read([new LabelMatcher("is", MatchKind.Equal, which)], start + (from * 1000), start + (to * 1000))
                .SelectMany(s => s.Samples)
                .Select(s => ((s.Time - start) / 1000, s.Value)),
        ];
    }
}

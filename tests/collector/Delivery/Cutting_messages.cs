using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Pipeline.Collector.Delivery;
using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Collector.Tests.Delivery;

public sealed class Cutting_messages
{
    private static readonly MessageCutter Cutter = new("demo", new OwnerPartition(8), Some.Masker);

    private static readonly string[] Pods = ["cart-7c9d5b6f8-x2x9k", "cart-7c9d5b6f8-bcdfg", "cart-5d6f7c8b9-zzzzz"];
    private static readonly string[] Owners = ["cart", "pay", "front", "mail"];

    [Fact]
    public void Gives_every_partition_one_even_without_windows()
    {
        var messages = Cutter.Cut(Stretch([])).ToList();
        Assert.Equal(Enumerable.Range(0, 8), messages.Select(m => m.Partition));
        Assert.All(messages, m => Assert.Equal((Some.Noon, Some.Noon.AddMinutes(4)), (m.From, m.To)));
    }

    [Fact]
    public void Keeps_each_below_256_kb_and_moves_the_position_with_the_last_one_only()
    {
        var windows = Enumerable.Range(0, 3000).Select(i => Some.Window(
            "cpu-utilization", Some.Noon, TimeSpan.FromSeconds(1), [.. Enumerable.Repeat<double?>(0.123456789012, 60)], "cart",
            new Dictionary<string, string> { ["container"] = $"c-{i}" })).ToList();
        var messages = Cutter.Cut(Stretch(windows)).Where(m => m.Windows.Count > 0).ToList();
        Assert.Equal(3000, messages.Sum(m => m.Windows.Count));
        Assert.InRange(messages.Count, 5, 20);
        Assert.All(messages, m => Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(m, JsonSerializerOptions.Web).Length, 1, 256_000));
        Assert.All(messages.SkipLast(1), m => Assert.Equal(m.From, m.To));
        Assert.Equal(Some.Noon.AddMinutes(4), messages[^1].To);
        Assert.All(messages, m => Assert.Equal(m.Windows.Count, m.Windows.DistinctBy(w => w.SeriesKey()).Count()));
    }

    [Fact]
    public void Masks_labels_and_reasons()
    {
        var window = Some.Window("load", Some.Noon, TimeSpan.FromSeconds(1), [1], labels: new Dictionary<string, string> { ["password"] = "hunter2hunter2" });
        var stretch = Stretch([window]) with { Missing = [new() { Entity = window.Entity, Reason = "GET http://ana:hunter2hunter2@x/", Since = Some.Noon, Until = Some.Noon }] };
        Assert.DoesNotContain("hunter2", JsonSerializer.Serialize(Cutter.Cut(stretch)), StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_of_a_failed_query_only_the_partition_that_will_hear_that_it_is_over()
    {
        MissingData Lacking(string? metric) => new()
        {
            Entity = MissingData.Source("demo", "prometheus:main"),
            Metric = metric,
            Reason = "HTTP 500",
            Since = Some.Noon,
            Until = Some.Noon,
        };
        var stretch = Stretch([]) with { Missing = [Lacking("load"), Lacking(null)] };
        var always = Assert.Single(Cutter.Cut(stretch), m => m.Missing.Count > 0);
        Assert.Equal(stretch.Missing, always.Missing);
        Assert.All(Enumerable.Range(0, 8), number => Assert.Equal(
            number == always.Partition ? ["load", null] : [null],
            Assert.Single(Cutter.CutFor(number, stretch)).Missing.Select(m => m.Metric)));
    }

    [Fact]
    public void Keeps_a_series_and_its_owner_s_others_in_one_partition()
    {
        var partition = new OwnerPartition(8);
        var labels = new Dictionary<string, string>();
        var pods = Pods.Select(p => new EntityRef("demo", "shop", "Pod", p));
        var deployment = partition.Of(new EntityRef("demo", "shop", "Deployment", "cart"), labels);
        Assert.All(pods, pod => Assert.Equal(deployment, partition.Of(pod, labels)));
    }

    [Fact]
    public void Spreads_owners_evenly_and_always_alike()
    {
        var partition = new OwnerPartition(8);
        var counts = Enumerable.Range(0, 8000).CountBy(i => partition.Of(new EntityRef("demo", "shop", "Deployment", $"svc-{i}"), new Dictionary<string, string>()));
        Assert.All(counts, c => Assert.InRange(c.Value, 850, 1150));
        Assert.Equal(
            [6, 1, 4, 6], // stored state lies in partitions by these numbers: they may never change
            Owners.Select(name => partition.Of(new EntityRef("demo", "shop", "Deployment", name), new Dictionary<string, string>())));
    }

    [Fact]
    public void Loses_and_doubles_nothing_whatever_comes() =>
        Prop.ForAll<(NonEmptyString Name, PositiveInt Count)[]>(series =>
        {
            var windows = series.DistinctBy(s => s.Name.Get)
                .Select(s => Some.Window("load", Some.Noon, TimeSpan.FromSeconds(1), [.. Enumerable.Repeat<double?>(1, s.Count.Get)], s.Name.Get)).ToList();
            var messages = Cutter.Cut(Stretch(windows)).ToList();
            Assert.Equal(
                windows.Select(w => w.SeriesKey()).Order(StringComparer.Ordinal),
                messages.SelectMany(m => m.Windows).Select(w => w.SeriesKey()).Order(StringComparer.Ordinal));
        }).QuickCheckThrowOnFailure();

    private static CollectedStretch Stretch(IReadOnlyList<MetricWindow> windows) => new()
    {
        Source = "prometheus:main",
        Clock = SourceClock.Live,
        From = Some.Noon,
        To = Some.Noon.AddMinutes(4),
        Windows = windows,
    };
}

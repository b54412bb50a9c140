using Pipeline.Collector.Events;
using Pipeline.Collector.Tests.Failures;
using Pipeline.Contracts.Timelines;

namespace Pipeline.Collector.Tests.Events;

public sealed class Counting_events
{
    private readonly EventTally _tally = new(Some.Masker);

    [Fact]
    public void Tells_what_how_often_and_how_fast()
    {
        var entry = Assert.Single(Look(0, Event("e1", 30, "BackOff", "11:30:00", "12:00:00")));
        Assert.Equal(("BackOff", "pod-lifecycle", true, 30L), (entry.Reason, entry.Group, entry.IsWarning, entry.Count));
        Assert.Equal(60, entry.PerHour!.Value, 3);
        Assert.Equal("event:p1|BackOff|spec.containers{c}", entry.Key);
        Assert.Equal("BackOff: Back-off restarting failed container (30 times)", entry.Summary);
    }

    [Fact]
    public void Takes_several_event_objects_of_one_happening_for_one()
    {
        var entry = Assert.Single(Look(0, Event("e1", 3, "BackOff", "11:30:00", "11:40:00"), Event("e2", 4, "BackOff", "11:45:00", "12:00:00")));
        Assert.Equal(7, entry.Count);
    }

    [Fact]
    public void Counts_on_when_an_event_is_repeated_and_when_it_expired_and_came_anew()
    {
        Look(0, Event("e1", 3, "BackOff", "11:30:00", "12:00:00"));
        Assert.Equal(5, Assert.Single(Look(90, Event("e1", 5, "BackOff", "11:30:00", "12:01:00"))).Count);
        Assert.Empty(Look(200));
        Assert.Equal(6, Assert.Single(Look(300, Event("e9", 1, "BackOff", "12:04:00", "12:04:00"))).Count);
    }

    [Fact]
    public void Is_silent_when_nothing_was_added_and_tells_at_most_once_a_minute()
    {
        Look(0, Event("e1", 3, "BackOff", "11:30:00", "12:00:00"));
        Assert.Empty(Look(120, Event("e1", 3, "BackOff", "11:30:00", "12:00:00")));
        Assert.Single(Look(130, Event("e1", 4, "BackOff", "11:30:00", "12:02:00")));
        Assert.Empty(Look(150, Event("e1", 5, "BackOff", "11:30:00", "12:02:20")));
        Assert.Single(Look(191, Event("e1", 5, "BackOff", "11:30:00", "12:02:20")));
    }

    [Theory]
    [InlineData("Scheduled", "Normal", false)]
    [InlineData("ScalingReplicaSet", "Normal", true)]
    [InlineData("NodeSysctlChange", "Warning", false)]
    [InlineData("SomethingNew", "Warning", true)]
    public void Keeps_warnings_and_deeds(string reason, string type, bool kept) => Assert.Equal(kept ? 1 : 0, Look(0, Event("e1", 1, reason, "12:00:00", "12:00:00", type)).Count);

    private IReadOnlyList<TimelineEntry> Look(int seconds, params string[] objects)
    {
        var snapshot = Snapshot.Of(objects);
        snapshot.Now = Some.Noon.AddSeconds(seconds);
        return _tally.Take(snapshot.View());
    }

    private static string Event(string uid, int count, string reason, string first, string last, string type = "Warning") => $$$$"""
        {"apiVersion":"v1","kind":"Event","metadata":{"name":"{{{{uid}}}}","namespace":"shop","uid":"{{{{uid}}}}"},"reason":"{{{{reason}}}}","type":"{{{{type}}}}","count":{{{{count}}}},
        "message":"Back-off restarting failed container","firstTimestamp":"2026-11-20T{{{{first}}}}Z","lastTimestamp":"2026-11-20T{{{{last}}}}Z",
        "involvedObject":{"kind":"Pod","namespace":"shop","name":"cart","uid":"p1","fieldPath":"spec.containers{c}"}}
        """;
}

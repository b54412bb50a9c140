using Pipeline.Collector.Failures;

namespace Pipeline.Collector.Tests.Failures;

/// <summary>Whole clusters: the sick show, their healthy neighbours do not.</summary>
public sealed class Clusters_as_recorded
{
    [Theory]
    [MemberData(nameof(All))]
    public void Show_what_is_sick(string cluster, string[] failures)
    {
        var seen = FailureScans.Look(Snapshot.Load(cluster).View()).Where(o => o.Worth == ObservationWeight.Failure);
        Assert.Equal(failures, seen.Where(Settled(cluster)).Select(o => $"{o.Entity} {o.State.Name}").Order(StringComparer.Ordinal));
    }

    public static TheoryData<string, string[]> All => new()
    {
        { "two-healthy-pods", [] },
    };

    private static Func<Observation, bool> Settled(string cluster)
    {
        var now = Snapshot.Load(cluster).Now;
        return o => o.Since is not { } since || since + (o.AtLeast ?? o.State.Settle) <= now;
    }

    [Fact]
    public void Dump()
    {
        var lines = new List<string>();
        foreach (var file in Directory.EnumerateFiles("/work/shared/scenarios", "dev-*.json").Order())
        {
            File.Copy(file, Some.Data("clusters/tmp.json"), true);
            var view = Snapshot.Load("tmp").View();
            lines.Add($"=== {Path.GetFileName(file)}");
            lines.AddRange(FailureScans.Look(view).Where(o => o.Worth != ObservationWeight.Hygiene).Select(o => $"{o.Worth} {o} | since {o.Since:u} settle {o.AtLeast ?? o.State.Settle} owner {o.Owner}"));
        }
        File.WriteAllLines("/tmp/eyes-dump.txt", lines);
    }
}

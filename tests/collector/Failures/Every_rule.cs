using Pipeline.Collector.Failures;

namespace Pipeline.Collector.Tests.Failures;

/// <summary>Each rule fires where it should and keeps quiet where it should.</summary>
public sealed class Every_rule
{
    public static TheoryData<string, string[], string[]> Cases => RuleCases.All();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sees_what_it_should_and_nothing_else(string rule, string[] objects, string[] sees)
    {
        var seen = FailureScans.Look(Snapshot.Of(objects).View())
            .Where(o => o.State.FailureClass != FailureStates.Tidiness || rule.StartsWith("hygiene", StringComparison.Ordinal))
            .Select(o => $"{o.Entity} {o.State.Name}{(o.Worth == ObservationWeight.Note ? " (note)" : "")}");
        Assert.Equal(sees.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Sees_a_config_map_near_its_limit()
    {
        var view = Snapshot.Of($$$"""{"kind":"ConfigMap","metadata":{"name":"c","namespace":"shop"},"data":{"a":"{{{new string('x', 950_000)}}}"}}""").View();
        Assert.Contains(FailureScans.Look(view), o => o.State == FailureStates.LargeConfigMap);
    }

    [Fact]
    public void Is_tried_at_least_once()
    {
        var tried = RuleCases.All().Select(c => ((string[])c[2]).Select(s => s.Replace(" (note)", "", StringComparison.Ordinal).Split(' ')[^1])).SelectMany(s => s).ToHashSet();
        tried.UnionWith(["large", "not-seen", "not-seen-in-part"]); // above, and of the watch
        Assert.Empty(FailureStates.All.Select(s => s.Name).Where(name => !tried.Contains(name)).Distinct());
    }
}

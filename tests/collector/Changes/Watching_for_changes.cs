using Pipeline.Collector.Changes;
using Pipeline.Collector.Tests.Failures;
using Pipeline.Contracts.Timelines;

namespace Pipeline.Collector.Tests.Changes;

public sealed class Watching_for_changes
{
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(30);
    private readonly ChangeWatch _watch = new(new ObjectFacets(Some.Masker));

    [Fact]
    public void Takes_everything_for_granted_at_the_very_first_look() => Assert.Empty(Look(0, Deployment(1, "1.0", 3)));

    [Fact]
    public void Tells_what_of_a_template_changed()
    {
        Look(0, Deployment(1, "1.0", 3));
        var entry = Assert.Single(Look(5, Deployment(2, "1.1", 3)));
        Assert.Equal((TimelineKind.Rollout, "shop/Deployment/cart", false), (entry.Kind, entry.Entity.ToString(), entry.IsApproximate));
        Assert.Equal([new FacetChange("image:c", "cart:1.0", "cart:1.1")], entry.Changes);
        Assert.Equal("shop/Deployment/cart changed: image:c from cart:1.0 to cart:1.1", entry.Summary);
    }

    [Fact]
    public void Tells_scaling_from_a_rollout()
    {
        Look(0, Deployment(1, "1.0", 3));
        Assert.Equal(TimelineKind.Scale, Assert.Single(Look(5, Deployment(2, "1.0", 5))).Kind);
    }

    [Fact]
    public void Is_silent_about_what_only_the_status_says()
    {
        Look(0, Deployment(1, "1.0", 3));
        Assert.Empty(Look(5, Deployment(2, "1.0", 3)));
    }

    [Fact]
    public void Shows_of_secret_values_that_they_changed_and_not_to_what()
    {
        Look(0, Map(1, "hunter2hunter2"), Deployment(1, "1.0", 3, "s3cr3t-of-before"));
        var entries = Look(5, Map(2, "hunter3hunter3"), Deployment(2, "1.0", 3, "s3cr3t-of-after"));
        Assert.Equal([TimelineKind.Rollout, TimelineKind.Configuration], entries.Select(e => e.Kind).Order());
        Assert.All(entries, e => Assert.Single(e.Changes));
        var said = string.Concat(entries.Select(e => e.Summary + string.Concat(e.Changes)));
        Assert.DoesNotContain("hunter", said, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_what_came_and_went()
    {
        Look(0, Deployment(1, "1.0", 3));
        Assert.Equal("Node/w9 was created", Assert.Single(Look(5, Deployment(1, "1.0", 3), Node(1, false))).Summary);
        Assert.Equal("node-cordoned", Assert.Single(Look(6, Deployment(1, "1.0", 3), Node(2, true))).Changes[0] is { Facet: "cordoned", After: "yes" } ? "node-cordoned" : "");
        Assert.Equal("Node/w9 was deleted", Assert.Single(Look(9, Deployment(1, "1.0", 3))).Summary);
    }

    [Fact]
    public void Takes_nothing_for_deleted_that_only_cannot_be_seen()
    {
        Look(0, Deployment(1, "1.0", 3));
        var blind = new Snapshot { Blind = ["Deployment"], Now = Some.Noon.AddSeconds(9) }.View();
        Assert.Empty(_watch.Take(blind, Gap).Entries);
    }

    [Fact]
    public void Tells_a_change_while_nobody_watched_with_the_stretch_in_which_it_happened()
    {
        var first = _watch.Take(Snapshot.Of(Deployment(1, "1.0", 3)).View(), Gap);
        var next = new ChangeWatch(new ObjectFacets(Some.Masker));
        next.Restore(first.Changed, Some.Noon);
        var later = Snapshot.Of(Deployment(2, "1.1", 3));
        later.Now = Some.Noon.AddHours(2);
        var entry = Assert.Single(next.Take(later.View(), Gap).Entries);
        Assert.True(entry.IsApproximate);
        Assert.Equal((Some.Noon, Some.Noon.AddHours(2)), (entry.FirstAt, entry.LastAt));
    }

    [Fact]
    public void Finds_the_rollouts_of_before_in_the_replica_sets()
    {
        static string Set(string name, string image, string created) => $$$$"""
            {"kind":"ReplicaSet","metadata":{"name":"{{{{name}}}}","namespace":"shop","uid":"{{{{name}}}}","creationTimestamp":"{{{{created}}}}",
            "annotations":{"deployment.kubernetes.io/revision":"{{{{name[^1]}}}}"},"ownerReferences":[{"kind":"Deployment","name":"cart","uid":"d1","controller":true}]},
            "spec":{"template":{"spec":{"containers":[{"name":"c","image":"{{{{image}}}}"}]} } } }
            """;
        var view = Snapshot.Of(
            Deployment(1, "1.1", 3), Set("cart-1", "cart:1.0", "2026-11-19T10:00:00Z"), Set("cart-2", "cart:1.1", "2026-11-20T10:00:00Z")).View();
        var entry = Assert.Single(RolloutHistory.Of(view, new ObjectFacets(Some.Masker)));
        Assert.Equal("shop/Deployment/cart was rolled out as revision 2: image:c from cart:1.0 to cart:1.1", entry.Summary);
        Assert.Equal(Some.Noon.AddHours(-2), entry.FirstAt);
    }

    private IReadOnlyList<TimelineEntry> Look(int seconds, params string[] objects)
    {
        var snapshot = Snapshot.Of(objects);
        snapshot.Now = Some.Noon.AddSeconds(seconds);
        var changes = _watch.Take(snapshot.View(), Gap);
        _watch.Keep(changes);
        return changes.Entries;
    }

    private static string Deployment(int version, string tag, int replicas, string token = "x") => $$$$"""
        {"kind":"Deployment","metadata":{"name":"cart","namespace":"shop","uid":"d1","resourceVersion":"{{{{version}}}}"},
        "spec":{"replicas":{{{{replicas}}}},"template":{"spec":{"containers":[{"name":"c","image":"cart:{{{{tag}}}}","env":[{"name":"API_TOKEN","value":"{{{{token}}}}"}]}]} } } }
        """;

    private static string Map(int version, string value) => $$$$"""
        {"kind":"ConfigMap","metadata":{"name":"conf","namespace":"shop","uid":"c1","resourceVersion":"{{{{version}}}}"},"data":{"db.password":"{{{{value}}}}"}}
        """;

    private static string Node(int version, bool cordoned) => $$$$"""
        {"kind":"Node","metadata":{"name":"w9","uid":"n1","resourceVersion":"{{{{version}}}}"},"spec":{"unschedulable":{{{{(cordoned ? "true" : "false")}}}}}}
        """;
}

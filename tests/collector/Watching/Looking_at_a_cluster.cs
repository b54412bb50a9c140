using Pipeline.Collector.Tests.Failures;
using Pipeline.Collector.Watching;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Contracts.Timelines;
using Pipeline.Kubernetes.Informers;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Tests.Watching;

public sealed class Looking_at_a_cluster
{
    private const string Crashing = """
        {"kind":"Pod","metadata":{"name":"cart-7d8-x2x4z","namespace":"shop","uid":"p1","labels":{"pod-template-hash":"7d8"},
        "ownerReferences":[{"kind":"ReplicaSet","name":"cart-7d8","uid":"r1","controller":true}]},"spec":{"nodeName":"n"},
        "status":{"phase":"Running","containerStatuses":[{"name":"c","restartCount":4,"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}}
        """;

    private readonly Told _told = new();
    private readonly KubernetesOptions _options = new();

    [Fact]
    public async Task Reports_a_failure_once_with_the_workload_that_answers_for_it()
    {
        var look = await StartAsync();
        await TakeAsync(look, Snapshot.Of(Crashing), 0);
        await TakeAsync(look, Snapshot.Of(Crashing), 5);
        var report = Assert.Single(_told.Reports);
        Assert.Equal(("shop/Pod/cart-7d8-x2x4z", "shop/Deployment/cart"), (report.Entity.ToString(), report.Owner!.ToString()));
    }

    [Fact]
    public async Task Tells_nothing_twice_and_ends_nothing_by_mistake_when_another_collector_takes_over()
    {
        await TakeAsync(await StartAsync(), Snapshot.Of(Crashing), 0);
        var next = await StartAsync();
        await TakeAsync(next, Snapshot.Of(Crashing), 10);
        Assert.Single(_told.Reports);
        await TakeAsync(next, new Snapshot(), 20);
        Assert.Single(_told.Reports);
        await TakeAsync(next, new Snapshot(), 200);
        Assert.Equal([SymptomStatus.Firing, SymptomStatus.Cleared], _told.Reports.Select(r => r.Status));
    }

    [Fact]
    public async Task Says_that_it_cannot_tell_when_pods_may_not_be_seen_any_more()
    {
        var look = await StartAsync();
        await TakeAsync(look, Snapshot.Of(Crashing), 0);
        await TakeAsync(look, new Snapshot { Blind = ["Pod"] }, 60);
        await TakeAsync(look, new Snapshot { Blind = ["Pod"] }, 900);
        Assert.Equal([SymptomStatus.Firing, SymptomStatus.Missing], _told.Reports.Select(r => r.Status));
        await TakeAsync(look, Snapshot.Of(Crashing), 960);
        Assert.Equal(SymptomStatus.Firing, _told.Reports[^1].Status);
    }

    [Fact]
    public async Task Tells_again_what_could_not_be_stored()
    {
        var look = await StartAsync();
        _told.IsAway = true;
        await Assert.ThrowsAsync<IOException>(() => TakeAsync(look, Snapshot.Of(Crashing), 0));
        _told.IsAway = false;
        await TakeAsync(look, Snapshot.Of(Crashing), 2);
        Assert.Single(_told.Reports);
    }

    [Fact]
    public async Task Keeps_hygiene_and_notes_out_of_the_intake_and_in_the_timeline()
    {
        await TakeAsync(await StartAsync(), Snapshot.Of(
            """{"kind":"ConfigMap","metadata":{"name":"idle","namespace":"shop"},"data":{"a":"b"}}""",
            """{"kind":"CronJob","metadata":{"name":"nightly","namespace":"shop"},"spec":{"schedule":"@daily","suspend":true}}"""), 0);
        Assert.Empty(_told.Reports);
        Assert.Contains(_told.Timeline.Values, e => e is { Kind: TimelineKind.Finding, Reason: "unused", Group: "hygiene" });
        Assert.Contains(_told.Timeline.Values, e => e is { Kind: TimelineKind.Finding, Reason: "Suspended", Group: "note" });
    }

    [Fact]
    public async Task Does_not_end_a_failure_that_has_become_a_note()
    {
        const string Node = """{"kind":"Node","metadata":{"name":"w1","creationTimestamp":"2026-11-01T00:00:00Z"},"spec":{"unschedulable":CORDONED},"status":{"conditions":[{"type":"Ready","status":"Unknown","lastTransitionTime":"2026-11-20T11:50:00Z"}]}}""";
        var look = await StartAsync();
        await TakeAsync(look, Snapshot.Of(Node.Replace("CORDONED", "false", StringComparison.Ordinal)), 0);
        await TakeAsync(look, Snapshot.Of(Node.Replace("CORDONED", "true", StringComparison.Ordinal)), 20);
        await TakeAsync(look, Snapshot.Of(Node.Replace("CORDONED", "true", StringComparison.Ordinal)), 500);
        Assert.All(_told.Reports, r => Assert.Equal(SymptomStatus.Firing, r.Status));
    }

    [Theory]
    [InlineData("excluded", null, null, 0)]
    [InlineData(null, "protected", null, 0)]
    [InlineData(null, null, "team=shop", 0)]
    [InlineData(null, null, "pod-template-hash", 1)]
    [InlineData(null, null, null, 1)]
    public async Task Leaves_out_what_it_was_told_to(string? excluded, string? guarded, string? label, int reports)
    {
        var look = await StartAsync(new KubernetesOptions
        {
            ExcludeNamespaces = excluded is null ? [] : ["shop"],
            ProtectedNamespaces = guarded is null ? [] : ["shop"],
            OptInLabel = label,
        });
        await TakeAsync(look, Snapshot.Of(Crashing), 0);
        Assert.Equal(reports, _told.Reports.Count);
    }

    [Fact]
    public void Names_the_right_that_is_missing()
    {
        Sight[] sights =
        [
            new(ResourceTypes.Pods, null, "pods is forbidden", InformerTrouble.Forbidden), new(ResourceTypes.Deployments, "shop", null, InformerTrouble.None),
            new(ResourceTypes.Secrets, null, "secrets is forbidden", InformerTrouble.Forbidden),
        ];
        var seen = SightReports.Of("demo", "kubernetes", sights).ToList();
        Assert.Equal(["not-seen", "not-seen-in-part"], seen.Select(o => o.State.Name));
        Assert.Equal(MissingData.Source("demo", "kubernetes"), seen[0].Entity);
        Assert.Equal("pods cannot be seen; the rights are missing: add apiGroups: [\"\"], resources: [pods], verbs: [get, list, watch]", seen[0].Message);
    }

    private async Task<ClusterLook> StartAsync(KubernetesOptions? options = null)
    {
        var look = new ClusterLook("kubernetes", options ?? _options, _told, _told, _told, Some.Masker);
        await look.RestoreAsync(default);
        return look;
    }

    private static async Task TakeAsync(ClusterLook look, Snapshot snapshot, int seconds)
    {
        snapshot.Now = Some.Noon.AddSeconds(seconds);
        await look.TakeAsync(snapshot.View(), [], default);
    }
}

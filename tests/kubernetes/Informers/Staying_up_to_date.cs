using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Informers;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Tests.Serving;
using Pipeline.Testing;

namespace Pipeline.Kubernetes.Tests.Informers;

public sealed class Staying_up_to_date
{
    private static readonly InformerOptions Hasty = new()
    {
        FirstPause = TimeSpan.FromMilliseconds(1),
        LongestPause = TimeSpan.FromMilliseconds(4),
        ShortestWatch = TimeSpan.Zero,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Nothing_is_missed_and_nothing_comes_twice_however_often_the_watch_is_killed(int seed)
    {
        var cluster = new ScriptedCluster();
        cluster.Put("first");
        var random = new Random(seed);
        cluster.Cuts = () =>
        {
            lock (random)
                return random.Next(12) switch { 0 => Cut.End, 1 => Cut.Reset, _ => Cut.None };
        };
        await using var run = await InformerRun.StartAsync(cluster, Hasty with { FailuresBeforeList = int.MaxValue });
        var start = cluster.Version;
        cluster.Reaches = async (version, aborted) =>
        {
            for (var next = run.NextChange; (run.Changes.LastOrDefault() is { } last ? VersionOf(last) : start) < version; next = run.NextChange)
                await next.WaitAsync(aborted);
        };
        var script = new Random(seed + 100);
        for (var i = 0; i < 300; i++)
        {
            var name = $"pod-{script.Next(12)}";
            if (script.Next(4) == 0 && cluster.Names.Contains(name))
                cluster.Delete(name);
            else
                cluster.Put(name);
            if (script.Next(10) == 0)
                await Task.Yield();
        }
        await Eventually.ReadsAsync(() => $"{run.Changes.Count} {run.Log} {run.Informer.State}", _ => run.Changes.Count >= 300);
        Assert.Equal(
            cluster.Log.Where(entry => entry.Version > start).Select(entry => (entry.Version, entry.Type, entry.Name)),
            run.Changes.Select(change => (
                VersionOf(change),
                change.IsAdded ? "ADDED" : change.IsDeleted ? "DELETED" : "MODIFIED",
                change.Latest.Metadata.Name)));
        Assert.Equal(cluster.Names, run.Informer.Cache.All.Select(pod => pod.Metadata.Name).Order(StringComparer.Ordinal));
        Assert.Equal(1, run.Informer.State.Lists);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Each_object_keeps_a_sound_history_when_the_server_forgets_what_happened_meanwhile(int seed)
    {
        var cluster = new ScriptedCluster();
        var random = new Random(seed);
        cluster.Cuts = () =>
        {
            lock (random)
                return random.Next(10) switch { 0 => Cut.End, 1 => Cut.Reset, _ => Cut.None };
        };
        await using var run = await InformerRun.StartAsync(cluster, Hasty);
        var script = new Random(seed);
        for (var i = 0; i < 300; i++)
        {
            var name = $"pod-{script.Next(8)}";
            if (script.Next(3) == 0 && cluster.Names.Contains(name))
                cluster.Delete(name);
            else
                cluster.Put(name);
            if (script.Next(20) == 0)
                cluster.Compact();
            if (script.Next(5) == 0)
                await Task.Yield();
        }
        cluster.Put("last");
        await Eventually.HoldsAsync(() => run.Informer.Cache.Find("shop", "last") is not null);
        Assert.Equal(cluster.Names, run.Informer.Cache.All.Select(pod => pod.Metadata.Name).Order(StringComparer.Ordinal));
        foreach (var history in run.Changes.GroupBy(change => change.Latest.Metadata.Name))
        {
            Pod? current = null;
            foreach (var change in history)
            {
                Assert.Same(current, change.Old is null || change.IsDeleted ? current : change.Old);
                Assert.Equal(current is null, change.IsAdded);
                current = change.New;
            }
            Assert.Equal(cluster.Names.Contains(history.Key), current is not null);
        }
    }

    [Fact]
    public async Task Deletions_in_a_gap_are_found_by_comparing()
    {
        var cluster = new ScriptedCluster();
        cluster.Put("stays");
        cluster.Put("goes");
        await using var run = await InformerRun.StartAsync(cluster, Hasty);
        var hold = new TaskCompletionSource();
        cluster.Cuts = () => Cut.Reset;
        cluster.InsteadOfWatch = context => hold.Task.IsCompleted ? null : context.SayAsync(503, "away", "text/plain");
        cluster.Put("stays");
        await Eventually.HoldsAsync(() => run.Informer.State.Trouble == InformerTrouble.Unavailable);
        cluster.Delete("goes");
        cluster.Compact();
        cluster.Cuts = () => Cut.None;
        hold.SetResult();
        await Eventually.HoldsAsync(() => run.Changes.Any(change => change.IsDeleted));
        var deleted = Assert.Single(run.Changes, change => change.IsDeleted);
        Assert.Equal(("goes", true), (deleted.Latest.Metadata.Name, deleted.FromList));
        await Eventually.HoldsAsync(() => run.Informer.State is { Trouble: InformerTrouble.None, Problem: null });
    }

    [Theory]
    [InlineData("garbage\n")]
    [InlineData("{\"type\":\"ADDED\"}\n")]
    [InlineData("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":500,\"message\":\"etcd is away\"}}\n")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task Garbage_in_the_stream_is_survived(string garbage)
    {
        var cluster = new ScriptedCluster();
        var bad = 3;
        cluster.InsteadOfWatch = context => Interlocked.Decrement(ref bad) >= 0 ? context.SayAsync(200, garbage) : null;
        await using var run = await InformerRun.StartAsync(cluster, Hasty);
        cluster.Put("a");
        await Eventually.HoldsAsync(() => run.Informer.Cache.Count == 1);
        Assert.Single(run.Changes);
    }

    [Fact]
    public async Task A_watch_answered_with_410_lists_again()
    {
        var cluster = new ScriptedCluster();
        var bad = 1;
        cluster.InsteadOfWatch = context => Interlocked.Decrement(ref bad) >= 0 ? context.FailAsync(410, "Gone") : null;
        await using var run = await InformerRun.StartAsync(cluster, Hasty);
        cluster.Put("a");
        await Eventually.HoldsAsync(() => run.Informer.Cache.Count == 1);
        await Eventually.ReadsAsync(() => run.Informer.State.Lists, lists => lists == 2);
    }

    [Fact]
    public async Task A_missing_right_is_said_and_asked_for_again()
    {
        var allowed = false;
        var cluster = new ScriptedCluster();
        cluster.Put("a");
        await using var server = await TestServer.StartAsync(context =>
            allowed ? cluster.AnswerAsync(context) : context.FailAsync(403, "Forbidden", "pods is forbidden"));
        await using var run = InformerRun.Start(server, Hasty);
        await Eventually.HoldsAsync(() => run.Informer.State.Trouble == InformerTrouble.Forbidden);
        Assert.False(run.Informer.State.IsSynced);
        Assert.Contains("pods is forbidden", run.Informer.State.Problem, StringComparison.Ordinal);
        allowed = true;
        await run.Informer.WaitForSyncAsync(default);
        Assert.Equal(1, run.Informer.Cache.Count);
    }

    [Fact]
    public async Task A_handler_that_throws_stops_nothing()
    {
        var cluster = new ScriptedCluster();
        await using var run = await InformerRun.StartAsync(cluster, Hasty);
        using var bad = run.Informer.Subscribe(_ => throw new InvalidOperationException("oops"));
        cluster.Put("a");
        cluster.Put("b");
        await Eventually.ReadsAsync(() => run.Changes.Count, count => count == 2);
        await Eventually.HoldsAsync(() => run.Informer.State.HandlerFailures == 2);
    }

    [Fact]
    public async Task A_late_handler_hears_of_what_there_is_first()
    {
        var cluster = new ScriptedCluster();
        cluster.Put("a");
        await using var run = await InformerRun.StartAsync(cluster, Hasty);
        var heard = new ConcurrentQueue<string>();
        var subscription = run.Informer.Subscribe(change => heard.Enqueue($"{change.Latest.Metadata.Name} {change.FromList}"));
        cluster.Put("b");
        await Eventually.HoldsAsync(() => heard.Count == 2);
        Assert.Equal(["a True", "b False"], heard);
        subscription.Dispose();
        cluster.Put("c");
        await Eventually.HoldsAsync(() => run.Informer.Cache.Count == 3);
        Assert.Equal(2, heard.Count);
    }

    [Fact]
    public async Task Objects_are_found_by_namespace_owner_and_node()
    {
        await using var server = await TestServer.StartAsync(context => context.Request.Query.ContainsKey("watch")
            ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
            : context.SayAsync(200, Answers.List("1",
                [Answers.Pod("a", more: ""","ownerReferences":[{"kind":"ReplicaSet","name":"r","uid":"u1","controller":true}]"""), Answers.Pod("b")])));
        await using var run = InformerRun.Start(server, Hasty);
        await run.Informer.WaitForSyncAsync(default);
        Assert.Equal("a", Assert.Single(run.Informer.Cache.OwnedBy("u1")).Metadata.Name);
        Assert.Equal(2, run.Informer.Cache.OnNode("n1").Count);
        Assert.Equal(2, run.Informer.Cache.InNamespace("shop").Count);
        Assert.Empty(run.Informer.Cache.InNamespace("other"));
    }

    [Fact]
    public async Task A_watch_on_a_dead_connection_is_given_up()
    {
        var cluster = new ScriptedCluster();
        await using var server = await TestServer.StartAsync(cluster.AnswerAsync);
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
        await using var run = InformerRun.Start(server, Hasty, clock);
        await Eventually.HoldsAsync(() => run.Informer.State.Watches == 1 && server.Requests.Any(r => r.Contains("watch=true", StringComparison.Ordinal)));
        await Eventually.HoldsAsync(() =>
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            return run.Informer.State.Watches > 1;
        });
        Assert.Equal(1, run.Informer.State.Lists);
    }

    [Fact]
    public async Task A_line_of_megabytes_is_no_problem()
    {
        var cluster = new ScriptedCluster();
        await using var server = await TestServer.StartAsync(async context =>
        {
            if (!context.Request.Query.ContainsKey("watch"))
            {
                await cluster.AnswerAsync(context);
                return;
            }
            var huge = Answers.Pod("huge", "9", $$""","labels":{"a":"{{new string('x', 3 << 20)}}"}""");
            await context.Response.WriteAsync($$"""{"type":"ADDED","object":{{huge}}}""" + "\n" + """{"type":"BOOKMARK","object":{"kind":"Pod","metadata":{"resourceVersion":"10","creationTimestamp":null}}}""");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        await using var run = InformerRun.Start(server, Hasty);
        var pod = await Eventually.ReadsAsync(() => run.Informer.Cache.Find("shop", "huge"), found => found is not null);
        Assert.Equal(3 << 20, pod!.Metadata.Labels["a"].Length);
    }

    [Fact]
    public async Task A_set_makes_one_informer_of_each_kind()
    {
        await using var server = await TestServer.StartAsync(new ScriptedCluster().AnswerAsync);
        using var client = server.Client();
        var set = new InformerSet(client, Hasty, TimeProvider.System, NullLoggerFactory.Instance);
        using var stop = new CancellationTokenSource();
        var run = set.RunAsync(stop.Token);
        Assert.Same(set.Of<Pod>(), set.Of<Pod>());
        Assert.NotSame((object)set.Of<Pod>(), set.Of<Pod>(new ListQuery { Namespace = "shop" }));
        await set.WaitForSyncAsync(default);
        await stop.CancelAsync();
        await run;
    }

    private static int VersionOf(ObjectChange<Pod> change) => int.Parse(change.Latest.Metadata.ResourceVersion, CultureInfo.InvariantCulture);
}

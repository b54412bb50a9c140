using Pipeline.Contracts;
using Pipeline.Contracts.Symptoms;
using Pipeline.Contracts.Timelines;
using Pipeline.Contracts.Topology;
using Pipeline.Detector.Scoring;
using Pipeline.EventStore.Streams;
using Pipeline.IncidentStore.Listing;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.Detector.Tests.Correlation;

/// <summary>A front calls a cart, both run on one node: what began together is one incident, at its deepest cause.</summary>
public sealed class Failures_that_spread(PostgresFixture postgres) : DetectorTest(postgres)
{
    private static readonly EntityRef Cart = new("test", "shop", "Deployment", "cart");
    private static readonly EntityRef Front = new("test", "shop", "Deployment", "front");
    private static readonly EntityRef Node = new("test", null, "Node", "n1");
    private static readonly EntityRef Batch = new("test", "shop", "CronJob", "report");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_node_and_what_runs_on_it_are_one_incident_of_the_node(bool nodeFirst)
    {
        await DependAsync();
        SymptomReport[] reports = [Of(Node, "node-unhealthy", "NotReady"), Of(Cart, "workload-unavailable", "Unavailable", 2), Of(Front, "error-burst", "errors", 3)];
        await TakeAsync(nodeFirst ? reports : [.. reports.Reverse()]);
        var incident = Assert.Single(await OpenAsync());
        Assert.Equal(("Node/n1", "node-unhealthy"), (incident.Owner, incident.FailureClass));
        Assert.Equal(3, (await Incidents.LoadAsync(incident.Id, Token))!.Incident.Symptoms.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Callers_that_suffer_are_part_of_the_incident_of_what_they_call(bool calleeFirst)
    {
        await DependAsync();
        SymptomReport[] reports = [Of(Cart, "restarts", "CrashLoopBackOff"), Of(Front, "high-latency", "request-latency", 1)];
        await TakeAsync(calleeFirst ? reports : [.. reports.Reverse()]);
        Assert.Equal("shop/Deployment/cart", Assert.Single(await OpenAsync()).Owner);
    }

    [Fact]
    public async Task The_traffic_of_a_service_is_that_of_the_workload_behind_it()
    {
        await DependAsync();
        var service = new EntityRef("test", "shop", "Service", "front");
        await Topology.ReplaceAsync("test", TopologyRelation.Fronts, [new(TopologyRelation.Fronts, service, service, Front)], Token);
        await TakeAsync(Of(Cart, "restarts", "CrashLoopBackOff"), Of(service, "error-burst", "error-ratio", 1));
        Assert.Equal("shop/Deployment/cart", Assert.Single(await OpenAsync()).Owner);
    }

    [Fact]
    public async Task What_joined_is_found_again_by_its_own_owner()
    {
        await DependAsync();
        await TakeAsync(
            Of(Cart, "restarts", "CrashLoopBackOff"), Of(Front, "high-latency", "request-latency", 1), Of(Front, "traffic-drop", "requests", 4));
        Assert.Single(await OpenAsync());
    }

    [Theory]
    [InlineData("restarts", "ImagePullBackOff", 1)] // its own image: the node has nothing to do with it
    [InlineData("quota-exhausted", "QuotaExceeded", 1)]
    [InlineData("workload-unavailable", "Unavailable", 30)] // another time
    public async Task What_has_a_cause_or_a_time_of_its_own_is_an_incident_of_its_own(string failureClass, string metric, int minutes)
    {
        await DependAsync();
        await TakeAsync(Of(Node, "node-unhealthy", "NotReady"), Of(Cart, failureClass, metric, minutes));
        Assert.Equal(2, (await OpenAsync()).Count);
    }

    [Fact]
    public async Task A_caller_whose_own_failure_is_more_than_suffering_keeps_its_incident()
    {
        await DependAsync();
        await TakeAsync(Of(Front, "memory-saturation", "memory-utilization"), Of(Cart, "restarts", "CrashLoopBackOff", 1));
        Assert.Equal(["shop/Deployment/cart", "shop/Deployment/front"], (await OpenAsync()).Select(incident => incident.Owner).Order());
    }

    [Fact]
    public async Task A_merge_that_was_missed_is_made_up_for_by_the_next_report()
    {
        await TakeAsync(Of(Front, "high-latency", "request-latency"), Of(Cart, "restarts", "CrashLoopBackOff", 1));
        Assert.Equal(2, (await OpenAsync()).Count);
        await DependAsync();
        var again = Of(Cart, "restarts", "CrashLoopBackOff", 1);
        await TakeAsync(again with { ObservedAt = again.ObservedAt + Some.Minute });
        Assert.Equal("shop/Deployment/cart", Assert.Single(await OpenAsync()).Owner);
    }

    [Fact]
    public async Task An_unusual_load_after_a_rollout_is_context_until_its_time_is_over()
    {
        await Timeline.KeepAsync([Rollout(Cart, -1)], Token);
        var load = Unusual(Cart, "cpu-saturation");
        await TakeAsync(load);
        Assert.Empty(await OpenAsync());
        Assert.StartsWith("context: shop/Deployment/cart was rolled out", (await OutcomesAsync())[^1], StringComparison.Ordinal);
        await TakeAsync(load with { ObservedAt = load.ObservedAt.AddMinutes(13) });
        Assert.Empty(await OpenAsync());
        await TakeAsync(load with { ObservedAt = load.ObservedAt.AddMinutes(15) });
        Assert.Single(await OpenAsync());
    }

    [Theory]
    [InlineData("error-burst", 6.0, null)] // what fails after a rollout is an incident at once
    [InlineData("high-latency", 6.0, null)]
    [InlineData("cpu-saturation", null, 0.9)] // a limit is a limit
    [InlineData("memory-saturation", 6.0, 0.9)]
    public async Task A_rollout_excuses_no_failure_and_no_limit(string failureClass, double? score, double? limit)
    {
        await Timeline.KeepAsync([Rollout(Cart, -1)], Token);
        await TakeAsync(Of(Cart, failureClass, "metric") with { Score = score, Threshold = limit });
        Assert.Single(await OpenAsync());
    }

    [Fact]
    public async Task Another_workloads_rollout_excuses_nothing()
    {
        await Timeline.KeepAsync([Rollout(Front, -1)], Token);
        await TakeAsync(Unusual(Cart, "cpu-saturation"));
        Assert.Single(await OpenAsync());
    }

    [Fact]
    public async Task A_batch_excuses_its_own_load_and_its_nodes()
    {
        await Topology.ReplaceAsync(
            "test", TopologyRelation.RunsOn, [new(TopologyRelation.RunsOn, Batch with { Kind = "Pod", Name = "report-1" }, Batch, Node)], Token);
        var now = TimeProvider.System.GetUtcNow(); // the store says since when a batch runs
        await TakeAsync(At(Unusual(Batch, "cpu-saturation"), now), At(Unusual(Node, "cpu-saturation"), now));
        Assert.Empty(await OpenAsync());
        await TakeAsync(At(Of(Node, "network-errors", "network-drops") with { Score = 6.5 }, now));
        Assert.Single(await OpenAsync());
    }

    private async Task DependAsync()
    {
        await Topology.ReplaceAsync("test", TopologyRelation.RunsOn, [.. new[] { Cart, Front }.Select(Runs)], Token);
        await Topology.ReplaceAsync("test", TopologyRelation.Calls, [new(TopologyRelation.Calls, Front, Front, Cart)], Token);
    }

    private async Task TakeAsync(params SymptomReport[] reports)
    {
        foreach (var report in reports)
        {
            var transaction = new StoreTransaction();
            SymptomIntake.Add(transaction, [report]);
            await Store.CommitAsync(transaction, Token);
            await Correlator().DrainAsync("test", Token);
        }
    }

    private async Task<IReadOnlyList<IncidentSummary>> OpenAsync() => await Directory.ListAsync(new IncidentFilter { OpenOnly = true }, Token);

    private Task<IReadOnlyList<string>> OutcomesAsync() => Store.Database.QueryAsync(
        "select outcome from {schema}.pipeline_intake order by id", row => row.GetString(0), Token, []);

    private static TopologyEdge Runs(EntityRef owner) =>
        new(TopologyRelation.RunsOn, owner with { Kind = "Pod", Name = $"{owner.Name}-1" }, owner, Node);

    private static SymptomReport Of(EntityRef entity, string failureClass, string metric, int minutes = 0) =>
        Finding_the_incident.Report($"object:{entity}|{metric}", failureClass, minutes: minutes) with { Entity = entity, Metric = metric };

    private static SymptomReport Unusual(EntityRef entity, string failureClass) =>
        Of(entity, failureClass, "cpu-usage") with { Score = 6.5 };

    private static SymptomReport At(SymptomReport report, DateTimeOffset at) => report with { StartedAt = at, ObservedAt = at };

    private static TimelineEntry Rollout(EntityRef owner, int minutes) => new()
    {
        Cluster = "test",
        Key = $"change:{owner}",
        Kind = TimelineKind.Rollout,
        Entity = owner,
        Owner = owner,
        FirstAt = Some.Noon + (Some.Minute * minutes),
        LastAt = Some.Noon + (Some.Minute * minutes),
        Summary = $"{owner} was rolled out: image v1 → v2",
    };
}

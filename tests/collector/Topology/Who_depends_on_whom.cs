using System.Text.Json;
using Pipeline.Collector.Tests.Failures;
using Pipeline.Collector.Topology;
using Pipeline.Contracts;
using Pipeline.Contracts.Topology;
using Pipeline.Prometheus;

namespace Pipeline.Collector.Tests.Topology;

public sealed class Who_depends_on_whom
{
    private static readonly EntityRef Cart = new("demo", "shop", "Deployment", "cart");
    private static readonly EntityRef Redis = new("demo", "shop", "StatefulSet", "redis");

    [Fact]
    public void A_pod_runs_on_its_node_under_its_owners_name() => Assert.Contains(
        new TopologyEdge(TopologyRelation.RunsOn, new("demo", "shop", "Pod", "cart-5d8f-x"), Cart, new("demo", null, "Node", "n1")),
        ClusterTopology.Hosting(Shop().View()));

    [Fact]
    public void A_pod_that_was_not_placed_runs_nowhere() => Assert.DoesNotContain(
        ClusterTopology.Hosting(Shop().View()), edge => edge.Source.Name == "cart-5d8f-y");

    [Fact]
    public void A_service_is_answered_for_by_the_workload_behind_it() => Assert.Equal(
        [new TopologyEdge(TopologyRelation.Fronts, new("demo", "shop", "Service", "redis-headless"), new("demo", "shop", "Service", "redis-headless"), Redis)],
        ClusterTopology.Fronts(Shop().View()));

    [Theory]
    [InlineData("shop", "cart", "shop", "redis")]
    [InlineData("shop", "cart", "shop", "redis-headless")]
    [InlineData("shop", "cart", null, "redis")]
    [InlineData(null, "cart", "shop", "redis")]
    [InlineData(null, "cart", null, "redis-headless")]
    public void Names_of_a_call_are_those_of_workloads_or_services(string? callerNamespace, string caller, string? calleeNamespace, string callee) =>
        Assert.Equal(
            [new TopologyEdge(TopologyRelation.Calls, Cart, Cart, Redis)],
            ClusterTopology.Calls(Shop().View(), [new(new(callerNamespace, caller), new(calleeNamespace, callee))]));

    [Theory]
    [InlineData("shop", "cart", "elsewhere", "redis")]
    [InlineData("shop", "cart", "shop", "payments.example.com")]
    [InlineData("shop", "cart", "shop", "cart")]
    public void Of_names_that_mean_nothing_here_nothing_is_said(string? callerNamespace, string caller, string? calleeNamespace, string callee) =>
        Assert.Empty(ClusterTopology.Calls(Shop().View(), [new(new(callerNamespace, caller), new(calleeNamespace, callee))]));

    [Fact]
    public void A_name_without_namespace_that_two_workloads_have_means_neither_unless_one_is_near()
    {
        var view = Shop().With(
            Pod("redis-0", "StatefulSet", "redis", "n1", "other"),
            """{"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"redis","namespace":"other","uid":"other-redis"}}""").View();
        Assert.Empty(ClusterTopology.Calls(view, [new(new(null, "cart"), new(null, "redis"))]));
        Assert.Single(ClusterTopology.Calls(view, [new(new("shop", "cart"), new(null, "redis"))]));
    }

    [Fact]
    public void Answers_without_a_name_on_either_side_are_left_out()
    {
        var answer = new QueryAnswer(
            [Series(("client", "cart"), ("server", "redis"), ("client_k8s_namespace_name", "shop")), Series(("client", "user"), ("server", ""))], [], 0);
        Assert.Equal([new NamedCall(new("shop", "cart"), new(null, "redis"))], CallGraphQuery.All[0].Read(answer));
    }

    [Fact]
    public async Task A_relation_is_stored_when_it_changes_and_only_then()
    {
        var (stored, calls, shop) = (new Stored(), new KnownCalls(), Shop());
        var watch = new TopologyWatch(stored, calls);
        await watch.SeeAsync(shop.View(), CancellationToken.None);
        await watch.SeeAsync(shop.View(), CancellationToken.None);
        Assert.Equal([(TopologyRelation.RunsOn, 2), (TopologyRelation.Fronts, 1)], stored.Written);
        calls.See([new(new("shop", "cart"), new("shop", "redis"))]);
        await watch.SeeAsync(shop.View(), CancellationToken.None);
        await watch.SeeAsync(shop.Without("Pod", "redis-0").View(), CancellationToken.None);
        Assert.Equal(
            [
                (TopologyRelation.RunsOn, 2), (TopologyRelation.Fronts, 1), (TopologyRelation.Calls, 1),
                (TopologyRelation.RunsOn, 1), (TopologyRelation.Fronts, 0), (TopologyRelation.Calls, 0),
            ],
            stored.Written);
    }

    [Fact]
    public async Task What_cannot_be_seen_now_stays_as_it_was()
    {
        var stored = new Stored();
        await new TopologyWatch(stored, new KnownCalls()).SeeAsync(new Snapshot { Blind = ["Pod"] }.View(), CancellationToken.None);
        Assert.Empty(stored.Written);
    }

    private static Snapshot Shop() => Snapshot.Of(
        Pod("cart-5d8f-x", "ReplicaSet", "cart-5d8f", "n1"),
        Pod("cart-5d8f-y", "ReplicaSet", "cart-5d8f", null),
        Pod("redis-0", "StatefulSet", "redis", "n2"),
        """{"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"cart-5d8f","namespace":"shop","uid":"cart-5d8f","ownerReferences":[{"apiVersion":"apps/v1","kind":"Deployment","name":"cart","uid":"cart","controller":true}]}}""",
        """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"cart","namespace":"shop","uid":"cart"}}""",
        """{"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"redis","namespace":"shop","uid":"redis"}}""",
        """{"apiVersion":"v1","kind":"Service","metadata":{"name":"redis-headless","namespace":"shop"},"spec":{"selector":{"app":"redis"},"ports":[{"port":6379}]}}""");

    private static string Pod(string name, string ownerKind, string owner, string? node, string ns = "shop") =>
        $$$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{name}}}","namespace":"{{{ns}}}","uid":"{{{ns}}}-{{{name}}}","labels":{"app":"{{{owner}}}"},
        "ownerReferences":[{"apiVersion":"apps/v1","kind":"{{{ownerKind}}}","name":"{{{owner}}}","uid":"{{{owner}}}","controller":true}]},
        "spec":{"nodeName":{{{JsonSerializer.Serialize(node)}}},"containers":[{"name":"main"}]}}
        """;

    private static LabelledSeries Series(params (string Name, string Value)[] labels) =>
        new(labels.ToDictionary(label => label.Name, label => label.Value), []);

    private sealed class Stored : ITopology
    {
        public List<(TopologyRelation Relation, int Edges)> Written { get; } = [];

        public Task ReplaceAsync(string cluster, TopologyRelation relation, IReadOnlyCollection<TopologyEdge> edges, CancellationToken cancellationToken)
        {
            Written.Add((relation, edges.Count));
            return Task.CompletedTask;
        }
    }
}

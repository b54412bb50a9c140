using Pipeline.Contracts;
using Pipeline.Contracts.Topology;
using Pipeline.IncidentStore.Topology;
using Pipeline.Testing.Servers;

namespace Pipeline.IncidentStore.Tests;

/// <summary>A front that calls a cart that calls a store; the first two run on one node, the last on another.</summary>
[Collection(StoreCollection.Name)]
public sealed class Keeping_the_topology(PostgresFixture postgres)
{
    private static readonly EntityRef Front = Workload("front");
    private static readonly EntityRef Cart = Workload("cart");
    private static readonly EntityRef Store = Workload("store");
    private static readonly EntityRef Left = new("test", null, "Node", "left");
    private static readonly EntityRef Right = new("test", null, "Node", "right");

    [Fact]
    public async Task Finds_what_a_pod_depends_on_and_what_depends_on_its_owner()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        Assert.Equal(
            [(Kinship.Node, "Node/left", 1), (Kinship.Callee, Store.ToString(), 1), (Kinship.Caller, Front.ToString(), 1)],
            await RelativesAsync(await KeptAsync(store), PodOf(Cart), Cart));
    }

    [Fact]
    public async Task Follows_calls_over_two_steps_in_both_directions()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        var topology = await KeptAsync(store);
        Assert.Contains((Kinship.Callee, Store.ToString(), 2), await RelativesAsync(topology, Front, Front));
        Assert.Contains((Kinship.Caller, Front.ToString(), 2), await RelativesAsync(topology, Store, Store));
    }

    [Fact]
    public async Task Finds_the_guests_of_a_node()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        Assert.Equal(
            [(Kinship.Guest, Cart.ToString(), 1), (Kinship.Guest, Front.ToString(), 1)], await RelativesAsync(await KeptAsync(store), Left, Left));
    }

    [Fact]
    public async Task Remembers_for_an_hour_what_is_gone()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        var topology = await KeptAsync(store);
        await topology.ReplaceAsync("test", TopologyRelation.RunsOn, [], CancellationToken.None);
        Assert.Contains((Kinship.Node, "Node/left", 1), await RelativesAsync(topology, PodOf(Cart), Cart));
        await store.Database.ExecuteAsync("update {schema}.pipeline_topology set gone_at = gone_at - interval '61 min'", CancellationToken.None);
        Assert.DoesNotContain(await RelativesAsync(topology, PodOf(Cart), Cart), relative => relative.Kinship == Kinship.Node);
        await topology.ReplaceAsync("test", TopologyRelation.RunsOn, [], CancellationToken.None);
        Assert.Equal(
            ["Calls", "Calls"],
            await store.Database.QueryAsync("select relation from {schema}.pipeline_topology", row => row.GetString(0), CancellationToken.None));
    }

    [Fact]
    public async Task A_pod_that_comes_back_counts_from_then_on()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        var topology = await KeptAsync(store);
        await store.Database.ExecuteAsync("update {schema}.pipeline_topology set since = since - interval '1 day'", CancellationToken.None);
        await topology.ReplaceAsync("test", TopologyRelation.RunsOn, [], CancellationToken.None);
        await KeptAsync(store);
        Assert.All(
            await topology.RelativesAsync(Left, Left, CancellationToken.None),
            guest => Assert.True(TimeProvider.System.GetUtcNow() - guest.Since < TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task Knows_the_workload_behind_a_service()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        var topology = new TopologyStore(store.Database);
        var service = new EntityRef("test", "shop", "Service", "cart-web");
        await topology.ReplaceAsync("test", TopologyRelation.Fronts, [new(TopologyRelation.Fronts, service, service, Cart)], CancellationToken.None);
        Assert.Equal(Cart, await topology.BehindAsync(service, CancellationToken.None));
        Assert.Null(await topology.BehindAsync(service with { Name = "other" }, CancellationToken.None));
    }

    [Fact]
    public async Task Another_cluster_is_another_matter()
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        var topology = await KeptAsync(store);
        Assert.Empty(await RelativesAsync(topology, PodOf(Cart) with { Cluster = "other" }, Cart with { Cluster = "other" }));
        await topology.ReplaceAsync("other", TopologyRelation.Calls, [], CancellationToken.None);
        Assert.Contains((Kinship.Callee, Store.ToString(), 1), await RelativesAsync(topology, Cart, Cart));
    }

    private static async Task<TopologyStore> KeptAsync(EmptyStore store)
    {
        var topology = new TopologyStore(store.Database);
        await topology.ReplaceAsync(
            "test", TopologyRelation.RunsOn, [Runs(Front, Left), Runs(Cart, Left), Runs(Cart, Left), Runs(Store, Right)], CancellationToken.None);
        await topology.ReplaceAsync("test", TopologyRelation.Calls, [Calls(Front, Cart), Calls(Cart, Store)], CancellationToken.None);
        return topology;
    }

    private static async Task<IEnumerable<(Kinship Kinship, string Owner, int Distance)>> RelativesAsync(
        TopologyStore topology, EntityRef entity, EntityRef owner) =>
        (await topology.RelativesAsync(entity, owner, CancellationToken.None)).Select(r => (r.Kinship, r.Owner, r.Distance)).ToList();

    private static EntityRef Workload(string name) => new("test", "shop", "Deployment", name);

    private static EntityRef PodOf(EntityRef owner) => owner with { Kind = "Pod", Name = $"{owner.Name}-1" };

    private static TopologyEdge Runs(EntityRef owner, EntityRef node) => new(TopologyRelation.RunsOn, PodOf(owner), owner, node);

    private static TopologyEdge Calls(EntityRef caller, EntityRef callee) => new(TopologyRelation.Calls, caller, caller, callee);
}

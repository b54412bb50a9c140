using System.Text.Json;
using Pipeline.EventStore.Receiving;
using Pipeline.EventStore.Streams;
using Pipeline.EventStore.Tests.Given;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.EventStore.Tests.Around;

public sealed class The_intake(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task Says_what_is_new_and_what_came_before()
    {
        var first = await Store.Intake.AddAsync([Item("a"), Item("b")], Token);
        var second = await Store.Intake.AddAsync([Item("b"), Item("c"), Item("c"), Item("a", cluster: "other")], Token);

        Assert.Equal([true, true], first.Select(receipt => receipt.IsNew));
        Assert.Equal([false, true, false, true], second.Select(receipt => receipt.IsNew));
        Assert.Equal((first[1].Id, second[1].Id), (second[0].Id, second[2].Id));
    }

    [Fact]
    public async Task Gives_what_waits_by_cluster_oldest_first()
    {
        var rows = await Store.Intake.AddAsync([Item("a"), Item("b"), Item("c"), Item("a", cluster: "other")], Token);
        await Store.CommitAsync(new StoreTransaction().MarkIntake(rows[1].Id, "joined"), Token);

        Assert.Equal(["a", "c"], (await Store.Intake.WaitingAsync("shop", 10, Token)).Select(row => row.DedupKey));
        Assert.Equal(["a"], (await Store.Intake.WaitingAsync("shop", 1, Token)).Select(row => row.DedupKey));
        Assert.Equal(["other", "shop"], await Store.Intake.WaitingClustersAsync(Token));
    }

    [Fact]
    public async Task Stores_an_arrival_once_when_it_comes_twice_at_once()
    {
        var receipts = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Store.Intake.AddAsync([Item("a"), Item("b")], Token)));

        Assert.Equal(2, receipts.SelectMany(both => both).Count(receipt => receipt.IsNew));
        Assert.Equal(2, receipts.SelectMany(both => both).Select(receipt => receipt.Id).Distinct().Count());
    }

    [Fact]
    public async Task Forgets_what_was_processed_long_ago_and_nothing_that_waits()
    {
        var rows = await Store.Intake.AddAsync([Item("old"), Item("new"), Item("waiting")], Token);
        await Store.CommitAsync(new StoreTransaction().MarkIntake(rows[0].Id, "joined").MarkIntake(rows[1].Id, "joined"), Token);
        await SqlAsync($"update {{schema}}.pipeline_intake set processed_at = now() - interval '31 days' where id = {rows[0].Id}");
        await SqlAsync($"update {{schema}}.pipeline_intake set received_at = now() - interval '90 days' where id = {rows[2].Id}");

        Assert.Equal(1, await Store.Intake.ForgetAsync(TimeSpan.FromDays(30), Token));
        Assert.Equal(0, await Store.Intake.ForgetAsync(TimeSpan.FromDays(30), Token));

        var again = await Store.Intake.AddAsync([Item("old"), Item("new"), Item("waiting")], Token);
        Assert.Equal([true, false, false], again.Select(receipt => receipt.IsNew));
    }

    private static IntakeItem Item(string key, string cluster = "shop") => new(cluster, "alert", key, JsonElement.Parse("{}"));
}

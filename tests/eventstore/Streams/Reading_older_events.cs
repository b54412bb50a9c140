using Pipeline.EventStore.Events;
using Pipeline.EventStore.Tests.Given;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.EventStore.Tests.Streams;

public sealed class Reading_older_events(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task Upcasts_them_through_every_version()
    {
        var id = Some.Id();
        await StoreAsync(id, 1, "price_changed", """{"Price": 12}""");
        await StoreAsync(id, 2, "price_changed_v2", """{"Price": 3, "Currency": "CHF"}""");

        var read = await Store.ReadStreamAsync(id, Token);

        Assert.Equal([new PriceChanged(1200, "EUR"), new PriceChanged(300, "CHF")], read.Events.Select(e => e.Data));
        Assert.Equal("price_changed", read.Events[0].Type);
    }

    [Fact]
    public async Task Says_which_type_is_unknown_and_where()
    {
        var id = Some.Id();
        await StoreAsync(id, 1, "from_the_future", "{}");

        var error = await Assert.ThrowsAsync<UnknownEventTypeException>(() => Store.ReadStreamAsync(id, Token));

        Assert.Contains($"Stream {id} holds an event of type 'from_the_future' at version 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Skips_martens_tombstones()
    {
        var (id, tombstones) = (Some.Id(), Some.Id());
        await AppendAsync(id, Some.Placed());
        await SqlAsync($"insert into {{schema}}.mt_streams (id, version) values ('{tombstones}', 0)");
        await SqlAsync(
            $$"""
            insert into {schema}.mt_events (seq_id, id, stream_id, version, data, type, timestamp)
            values (nextval('{schema}.mt_events_sequence'), '{{Some.Id()}}', '{{tombstones}}', 2, '{}', 'tombstone', now())
            """);
        await AppendAsync(id, Some.Added("cup"));

        var page = await Store.ReadAllAsync(0, 10, Token);

        Assert.Equal([1L, 3L], page.Events.Select(e => e.Sequence));
        Assert.Equal((3L, 0), (page.Position, page.Holes.Count));
        Assert.Empty((await Store.ReadStreamAsync(tombstones, Token)).Events);
    }

    private async Task StoreAsync(Guid id, int version, string type, string data) => await SqlAsync(
        $"""
        insert into {Database.Schema}.mt_streams (id, version) values ('{id}', {version}) on conflict (id) do update set version = {version};
        insert into {Database.Schema}.mt_events (seq_id, id, stream_id, version, data, type, timestamp)
        values (nextval('{Database.Schema}.mt_events_sequence'), '{Some.Id()}', '{id}', {version}, '{data}', '{type}', now())
        """);
}

using Pipeline.EventStore.Events;
using Pipeline.EventStore.Streams;
using Pipeline.EventStore.Tests.Given;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.EventStore.Tests.Streams;

public sealed class Appending_to_a_stream(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task Gives_back_what_was_recorded_and_reads_the_same()
    {
        var id = Some.Id();
        var metadata = new EventMetadata { UserName = "ana", CorrelationId = "c", CausationId = "m" }.With("trace", "4bf9");

        var recorded = await AppendAsync(id, new(new OrderPlaced("Ana", Colour.Red), metadata), Some.Added("cup", 2));
        var read = await Store.ReadStreamAsync(id, Token);

        Assert.Equal([1L, 2L], read.Events.Select(e => e.Version));
        Assert.Equal(new OrderPlaced("Ana", Colour.Red), read.Events[0].Data);
        Assert.Equal(recorded.Select(e => (e.Sequence, e.Id, e.Hash, e.RecordedAt)), read.Events.Select(e => (e.Sequence, e.Id, e.Hash, e.RecordedAt)));
        Assert.Equal(("ana", "c", "m", "4bf9"), (
            read.Events[0].Metadata.UserName, read.Events[0].Metadata.CorrelationId, read.Events[0].Metadata.CausationId,
            read.Events[0].Metadata.Headers["trace"]));
    }

    [Fact]
    public async Task Is_refused_when_somebody_else_was_first_and_draws_no_number()
    {
        var id = Some.Id();
        await AppendAsync(id, Some.Placed());
        var head = (await Store.ReadStreamAsync(id, Token)).Head;
        await AppendAsync(id, Some.Added("cup"));

        var refusal = await Assert.ThrowsAsync<ConcurrentAppendException>(
            () => Store.CommitAsync(new StoreTransaction().Append(id, null, head, [Some.Added("pot")]), Token));

        Assert.Equal((id, 1L), (refusal.StreamId, refusal.ExpectedVersion));
        Assert.Equal(2L, await ScalarAsync<long>("select last_value from {schema}.mt_events_sequence"));
    }

    [Fact]
    public async Task Is_refused_when_the_stream_was_to_be_new()
    {
        var id = Some.Id();
        await AppendAsync(id, Some.Placed());

        await Assert.ThrowsAsync<DuplicateStreamException>(
            () => Store.CommitAsync(new StoreTransaction().Append(id, null, StreamHead.None, [Some.Placed()]), Token));
    }

    [Fact]
    public async Task Fails_loudly_when_the_head_was_edited_with_its_hash()
    {
        var id = Some.Id();
        await AppendAsync(id, Some.Placed());
        var head = (await Store.ReadStreamAsync(id, Token)).Head;
        await SqlAsync("update {schema}.mt_events set headers = jsonb_set(headers, '{hash}', '\"00\"')");

        var refusal = await Assert.ThrowsAsync<HeadHashMismatchException>(
            () => Store.CommitAsync(new StoreTransaction().Append(id, null, head, [Some.Added("pot")]), Token));

        Assert.Equal((id, 1L), (refusal.StreamId, refusal.Version));
    }

    [Fact]
    public async Task Is_refused_on_an_archived_or_deleted_stream()
    {
        var (archived, deleted) = (Some.Id(), Some.Id());
        await AppendAsync(archived, Some.Placed());
        await AppendAsync(deleted, Some.Placed());
        var heads = new[] { archived, deleted }.ToDictionary(id => id, id => Store.ReadStreamAsync(id, Token).Result.Head);
        await SqlAsync($"update {{schema}}.mt_streams set is_archived = true where id = '{archived}'");
        await SqlAsync($"delete from {{schema}}.mt_streams where id = '{deleted}'");

        foreach (var (id, head) in heads)
            await Assert.ThrowsAsync<StreamGoneException>(
                () => Store.CommitAsync(new StoreTransaction().Append(id, null, head, [Some.Added("pot")]), Token));
    }
}

using Npgsql;
using Pipeline.EventStore.Events;
using Pipeline.EventStore.Ordering;
using Pipeline.EventStore.Streams;
using Pipeline.EventStore.Tests.Given;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.EventStore.Tests.Ordering;

public sealed class Reading_all_streams_in_order(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task Waits_for_a_slow_transaction_with_a_low_number()
    {
        await AppendAsync(Some.Id(), Some.Placed("first"));
        await using var slow = await SlowAppendAsync("slow");
        await AppendAsync(Some.Id(), Some.Placed("third"));

        var before = await Store.ReadAllAsync(0, 100, Token);
        var again = await Store.ReadAllAsync(before.Position, 100, Token);
        await slow.CommitAsync();
        var after = await Store.ReadAllAsync(before.Position, 100, Token);

        Assert.Equal((1L, 1L, 0), (before.Position, again.Position, again.Events.Count));
        Assert.Equal(["slow", "third"], after.Events.Select(e => ((OrderPlaced)e.Data).Customer));
        Assert.Empty(after.Holes);
    }

    [Fact]
    public async Task Goes_on_when_the_slow_transaction_was_rolled_back_and_lists_the_hole()
    {
        await AppendAsync(Some.Id(), Some.Placed("first"));
        await using (var slow = await SlowAppendAsync("slow"))
        {
            await AppendAsync(Some.Id(), Some.Placed("third"));
            Assert.Equal(1, (await Store.ReadAllAsync(0, 100, Token)).Position);
        }

        var after = await Store.ReadAllAsync(0, 100, Token);
        var restarted = await new PostgresEventStore(Database, Some.Types, TimeProvider.System).ReadAllAsync(0, 100, Token);

        Assert.Equal(["first", "third"], after.Events.Select(e => ((OrderPlaced)e.Data).Customer));
        Assert.Equal([new SequenceRange(2, 2)], after.Holes);
        Assert.Equal(after.Holes, restarted.Holes);
    }

    [Fact]
    public async Task Does_not_take_an_old_hole_as_a_reason_to_pass_a_new_gap()
    {
        await using (await SlowAppendAsync("lost"))
            await AppendAsync(Some.Id(), Some.Placed("second"));
        await Store.ReadAllAsync(0, 100, Token);
        await using var slow = await SlowAppendAsync("slow");
        await AppendAsync(Some.Id(), Some.Placed("fourth"));

        var before = await Store.ReadAllAsync(0, 100, Token);
        await slow.CommitAsync();
        var after = await Store.ReadAllAsync(before.Position, 100, Token);

        Assert.Equal(["second"], before.Events.Select(e => ((OrderPlaced)e.Data).Customer));
        Assert.Equal(["slow", "fourth"], after.Events.Select(e => ((OrderPlaced)e.Data).Customer));
    }

    [Fact]
    public async Task Never_skips_an_event_among_many_writers_of_whom_some_fail()
    {
        const int Writers = 8;
        const int Appends = 60;
        var read = new List<RecordedEvent>();
        var position = 0L;
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(WriteAsync));
        while (!writing.IsCompleted)
            await ReadOnAsync();
        await writing;
        long before;
        do
        {
            before = position;
            await ReadOnAsync();
        }
        while (position > before);

        var stored = await ScalarAsync<long>("select count(*) from {schema}.mt_events");
        Assert.Equal(stored, read.Count);
        Assert.Equal(read.OrderBy(e => e.Sequence).Select(e => e.Id), read.Select(e => e.Id));
        Assert.Equal(await ScalarAsync<long>("select max(seq_id) from {schema}.mt_events"), position);
        Assert.True((await VerifyAsync()).IsIntact);

        async Task ReadOnAsync()
        {
            var page = await Store.ReadAllAsync(position, 7, Token);
            read.AddRange(page.Events);
            position = page.Position;
        }

        async Task WriteAsync(int writer)
        {
            for (var i = 0; i < Appends; i++)
            {
                if ((i + writer) % 5 == 0)
                    await using (await SlowAppendAsync("rolled back"))
                        await AppendAsync(Some.Id(), Some.Placed());
                else if ((i + writer) % 3 == 0)
                    await using (var slow = await SlowAppendAsync("late"))
                    {
                        await AppendAsync(Some.Id(), Some.Placed());
                        await slow.CommitAsync();
                    }
                else
                    await AppendAsync(Some.Id(), Some.Placed(), Some.Added("cup"));
            }
        }
    }

    /// <summary>An append as the store does it, left open.</summary>
    private async Task<SlowTransaction> SlowAppendAsync(string customer)
    {
        var connection = await Source.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        var append = new StreamAppend(Some.Id(), "order", StreamHead.None, [Some.Placed(customer)]);
        foreach (var command in EventInsert.Commands([append], [.. EncodedEvent.Chain(append, Some.Types, TimeProvider.System)]))
        {
            await using var statement = Database.Command(connection, command.Sql, command.Parameters);
            await statement.ExecuteNonQueryAsync();
        }
        return new(connection, transaction);
    }

    /// <summary>Rolled back unless committed.</summary>
    private sealed class SlowTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public Task CommitAsync() => transaction.CommitAsync();

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}

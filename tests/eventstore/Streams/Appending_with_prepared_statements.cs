using Npgsql;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Events;
using Pipeline.EventStore.Streams;
using Pipeline.EventStore.Tests.Given;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.EventStore.Tests.Streams;

/// <summary>One connection that keeps its statements prepared, as the hosts have it.</summary>
public sealed class Appending_with_prepared_statements(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task Works_after_a_batch_that_failed_however_often()
    {
        var address = new NpgsqlConnectionStringBuilder(Address) { MaxAutoPrepare = 64, AutoPrepareMinUsages = 2, MaxPoolSize = 1 };
        await using var source = NpgsqlDataSource.Create(address);
        var store = new PostgresEventStore(new StoreDatabase(source, SchemaName.Default), Some.Types, TimeProvider.System);
        var (stream, head) = (Some.Id(), StreamHead.None);
        for (var round = 1; round <= 6; round++) // before, while and after the statements are prepared
        {
            var stale = head;
            head = HeadOf(await store.CommitAsync(new StoreTransaction().Append(stream, "order", stale, [Some.Added("cup", round)]), Token));
            var refused = await Record.ExceptionAsync(
                () => store.CommitAsync(new StoreTransaction().Append(stream, "order", stale, [Some.Added("pot")]), Token));
            Assert.Equal(round == 1 ? typeof(DuplicateStreamException) : typeof(ConcurrentAppendException), refused?.GetType());
        }

        await using var prepared = source.CreateCommand("select count(*) from pg_prepared_statements where statement like 'select pipeline.pipeline_advance_stream(%'");
        Assert.True((long)(await prepared.ExecuteScalarAsync())! > 0);
        Assert.Equal(6, (await store.ReadStreamAsync(stream, Token)).Head.Version);
    }

    private static StreamHead HeadOf(IReadOnlyList<RecordedEvent> recorded) => new(recorded[^1].Version, recorded[^1].Hash!);
}

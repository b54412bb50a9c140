using Pipeline.EventStore.Tests.Given;
using Pipeline.Testing;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.EventStore.Tests.Around;

public sealed class An_advisory_lock(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task Is_held_by_one_until_disposed()
    {
        var held = await Store.Locks.TryHoldAsync("sweep", Token);
        var refused = await Store.Locks.TryHoldAsync("sweep", Token);
        await using var other = await Store.Locks.TryHoldAsync("anchor", Token);
        await held!.DisposeAsync();
        await held.DisposeAsync();
        await using var next = await Store.Locks.TryHoldAsync("sweep", Token);

        Assert.Null(refused);
        Assert.NotNull(other);
        Assert.NotNull(next);
        Assert.False(held.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task Says_when_its_connection_is_lost()
    {
        await using var held = await Store.Locks.TryHoldAsync("sweep", Token);
        var lost = new TaskCompletionSource();
        held!.Lost.Register(lost.SetResult);

        await SqlAsync("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())");

        await lost.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await using var next = await Eventually.ReadsAsync( // the server's process takes a moment to end
            token => Store.Locks.TryHoldAsync("sweep", token), hold => hold is not null);
    }
}

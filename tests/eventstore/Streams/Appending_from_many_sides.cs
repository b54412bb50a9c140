using Pipeline.EventStore.Streams;
using Pipeline.EventStore.Tests.Given;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.EventStore.Tests.Streams;

public sealed class Appending_from_many_sides(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task To_one_stream_loses_and_doubles_nothing()
    {
        const int Writers = 6;
        const int Each = 25;
        var id = Some.Id();

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (var i = 0; i < Each;)
            {
                var head = (await Store.ReadStreamAsync(id, Token)).Head;
                try
                {
                    await Store.CommitAsync(new StoreTransaction().Append(id, null, head, [Some.Added($"{writer}", i)]), Token);
                    i++;
                }
                catch (ConcurrentAppendException)
                {
                    // somebody else was first: load and decide again
                }
            }
        }));

        var events = (await Store.ReadStreamAsync(id, Token)).Events;
        Assert.Equal(Enumerable.Range(1, Writers * Each).Select(n => (long)n), events.Select(e => e.Version));
        Assert.Equal(events.OrderBy(e => e.Version).Select(e => e.Sequence), events.OrderBy(e => e.Sequence).Select(e => e.Sequence));
        Assert.All(events.GroupBy(e => ((ItemAdded)e.Data).Item), own => Assert.Equal(Enumerable.Range(0, Each), own.Select(e => ((ItemAdded)e.Data).Count)));
        Assert.Equal((long)Writers * Each, await ScalarAsync<long>("select last_value from {schema}.mt_events_sequence")); // no lost race drew a number
        Assert.True((await VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task To_the_same_two_streams_at_once_ends_without_a_deadlock()
    {
        var (a, b) = (Some.Id(), Some.Id());
        await AppendAsync(a, Some.Placed());
        await AppendAsync(b, Some.Placed());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            var (first, second) = i % 2 == 0 ? (a, b) : (b, a);
            var transaction = new StoreTransaction()
                .Append(first, null, (await Store.ReadStreamAsync(first, Token)).Head, [Some.Added("cup", i)])
                .Append(second, null, (await Store.ReadStreamAsync(second, Token)).Head, [Some.Added("cup", i)]);
            try
            {
                return (await Store.CommitAsync(transaction, Token)).Count;
            }
            catch (ConcurrentAppendException)
            {
                return 0;
            }
        }));

        var events = (await Store.ReadStreamAsync(a, Token)).Events.Concat((await Store.ReadStreamAsync(b, Token)).Events).ToList();
        Assert.Equal(outcomes.Sum() + 2, events.Count);
        Assert.Contains(2, outcomes);
    }
}

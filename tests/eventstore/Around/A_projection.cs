using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Events;
using Pipeline.EventStore.Projecting;
using Pipeline.EventStore.Streams;
using Pipeline.EventStore.Tests.Given;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.EventStore.Tests.Around;

public sealed class A_projection(PostgresFixture postgres) : StoreTest(postgres)
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await SqlAsync("create table {schema}.items (item text primary key, count bigint not null)");
    }

    [Fact]
    public async Task Is_brought_up_to_date_and_moves_its_checkpoint_with_the_view()
    {
        await AppendAsync(Some.Id(), Some.Placed(), Some.Added("cup", 2), Some.Added("pot"));

        Assert.Equal(3, await Runner().CatchUpAsync(new ItemCounts(1), Token));
        await AppendAsync(Some.Id(), Some.Added("cup", 5));
        Assert.Equal(4, await Runner().CatchUpAsync(new ItemCounts(1), Token));

        Assert.Equal(7, await CountAsync("cup"));
    }

    [Fact]
    public async Task Is_applied_once_by_many_runners()
    {
        for (var i = 0; i < 40; i++)
            await AppendAsync(Some.Id(), Some.Added("cup"));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Runner().CatchUpAsync(new ItemCounts(1), Token)));

        Assert.Equal(40, await CountAsync("cup"));
    }

    [Fact]
    public async Task Is_made_again_when_its_version_rises_and_refused_when_it_falls()
    {
        await AppendAsync(Some.Id(), Some.Added("cup", 3));
        await Runner().CatchUpAsync(new ItemCounts(1), Token);

        await Runner().CatchUpAsync(new ItemCounts(2), Token);

        Assert.Equal(3, await CountAsync("cup"));
        await Assert.ThrowsAsync<ProjectionNewerException>(() => Runner().CatchUpAsync(new ItemCounts(1), Token));
    }

    [Fact]
    public async Task Is_made_again_on_demand()
    {
        await AppendAsync(Some.Id(), Some.Added("cup", 3));
        await Runner().CatchUpAsync(new ItemCounts(1), Token);
        await SqlAsync("update {schema}.items set count = 99");

        await Runner().ResetAsync(new ItemCounts(1), Token);
        await Runner().CatchUpAsync(new ItemCounts(1), Token);

        Assert.Equal(3, await CountAsync("cup"));
    }

    private ProjectionRunner Runner() => new(Store, pageSize: 3);

    private Task<long> CountAsync(string item) => ScalarAsync<long>($"select count from {{schema}}.items where item = '{item}'");

    private sealed class ItemCounts(int version) : IProjection
    {
        public string Name => "item-counts";

        public int Version => version;

        public void Reset(StoreTransaction transaction) => transaction.Execute("delete from {schema}.items");

        public ValueTask ApplyAsync(IReadOnlyList<RecordedEvent> events, StoreTransaction transaction, CancellationToken cancellationToken)
        {
            foreach (var added in events.Select(e => e.Data).OfType<ItemAdded>())
                transaction.Execute(
                    "insert into {schema}.items values ($1, $2) on conflict (item) do update set count = items.count + excluded.count",
                    StoreParameter.Text(added.Item), StoreParameter.Bigint(added.Count));
            return ValueTask.CompletedTask;
        }
    }
}

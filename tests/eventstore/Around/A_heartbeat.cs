using System.Text.Json;
using Pipeline.EventStore.Tests.Given;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.EventStore.Tests.Around;

public sealed class A_heartbeat(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task Is_kept_once_for_each_instance_with_its_age_by_the_databases_clock()
    {
        await Store.Heartbeats.BeatAsync("shop", "detector", "a", JsonElement.Parse("""{"at":1}"""), Token);
        await Store.Heartbeats.BeatAsync("shop", "detector", "a", JsonElement.Parse("""{"at":2}"""), Token);
        await Store.Heartbeats.BeatAsync("shop", "detector", "b", JsonElement.Parse("{}"), Token);
        await Store.Heartbeats.BeatAsync("other", "detector", "a", JsonElement.Parse("{}"), Token);
        await SqlAsync("update {schema}.pipeline_heartbeats set at = at - interval '1 hour' where instance = 'a'");

        var beats = await Store.Heartbeats.ListAsync("shop", Token);

        Assert.Equal(["b", "a"], beats.Select(beat => beat.Instance));
        Assert.Equal(2, beats[1].Detail.GetProperty("at").GetInt32());
        Assert.InRange(beats[1].Age, TimeSpan.FromHours(1), TimeSpan.FromHours(2));

        await Store.Heartbeats.EndAsync("shop", "detector", "a", Token);
        Assert.Single(await Store.Heartbeats.ListAsync("shop", Token));
    }
}

using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Streams;
using Pipeline.Hosting.Bus;
using Pipeline.Incidents.Tests;
using Pipeline.Incidents.Work;
using Pipeline.IncidentStore.Writing;
using Pipeline.Testing.Servers;

namespace Pipeline.IncidentStore.Tests;

/// <summary>What is sent with an incident's events, what the sweep says in SQL and what the relay reads are one and the same.</summary>
[Collection(StoreCollection.Name)]
public sealed class The_next_step(PostgresFixture postgres)
{
    public static TheoryData<Stage> Stages => [.. Enum.GetValues<Stage>()];

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task Is_the_same_message_when_it_is_sent_and_when_the_sweep_says_it_again(Stage stage)
    {
        await using var store = await EmptyStore.CreateAsync(postgres);
        await store.Events.CommitAsync(
            new StoreTransaction().Send(HintMessages.Of(stage, "demo", Some.Id, Some.Noon)), CancellationToken.None);
        await store.Database.ExecuteAsync(
            """
            insert into {schema}.pipeline_work (incident_id, cluster, stage, due_at, emit_at)
            values ($1, 'demo', $2, now() - interval '1 minute', now() - interval '1 minute')
            """,
            CancellationToken.None, StoreParameter.Uuid(Some.Id), StoreParameter.Text(HintMessages.NameOf(stage)));
        Assert.Equal(1, await store.Sweep.EmitOverdueAsync(everything: false, CancellationToken.None));
        var messages = await store.Database.QueryAsync(
            "select message_type, body::text from {schema}.pipeline_outbox",
            row => MessageTypes.Read(MessageTypes.Find(row.GetString(0))!, row.GetString(1)), CancellationToken.None);
        var hint = IncidentWork.Hint(stage, "demo", Some.Id);
        Assert.Equal([hint, hint], messages);
    }
}

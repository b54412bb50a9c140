using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts.Hints;
using Pipeline.EventStore;
using Pipeline.EventStore.Sending;
using Pipeline.EventStore.Streams;
using Pipeline.Hosting.Stages;
using Pipeline.Hosting.Store;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Hosting.Tests.Sending;

[Collection(Servers.Name)]
public sealed class Relaying_the_outbox(RabbitMqFixture broker, PostgresFixture postgres)
{
    [Theory]
    [InlineData("in-memory")]
    [InlineData("rabbitmq")]
    public async Task Sends_what_was_committed_under_its_id_and_deletes_it(string transport)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var host = await StartAsync(transport, database, consume: true);
        var message = Hint(Guid.Parse("019a0000-0000-7000-8000-000000000001"));
        await CommitAsync(host, message);
        var heard = host.Services.GetRequiredService<Heard>();
        await Eventually.HoldsAsync(() => !heard.Messages.IsEmpty);
        Assert.Equal(
            ("analysis", new IncidentWantsAnalysis { Cluster = "c", IncidentId = Guid.Empty }, message.Id),
            heard.Messages.Single() is var (consumer, body, id) ? (consumer, (IncidentWantsAnalysis)body, id!.Value) : default);
        await Eventually.ReadsAsync(Backlog(host), backlog => backlog.Waiting == 0);
    }

    [Fact]
    public async Task Keeps_a_message_that_no_queue_takes_until_its_consumer_has_started()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var cluster = Given.NewCluster();
        await using var alone = await StartAsync("rabbitmq", database, consume: false, cluster);
        await CommitAsync(alone, Hint(Guid.CreateVersion7(DateTimeOffset.UnixEpoch)));
        await Eventually.ReadsAsync(Backlog(alone), backlog => backlog.Failing == 1);
        await using var consumer = await StartAsync("rabbitmq", database, consume: true, cluster);
        var heard = consumer.Services.GetRequiredService<Heard>();
        await Eventually.HoldsAsync(() => heard.Messages.Count == 1);
        await Eventually.ReadsAsync(Backlog(alone), backlog => backlog.Waiting == 0);
    }

    [Fact]
    public async Task Isolates_what_cannot_be_sent()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var host = await StartAsync("in-memory", database, consume: true);
        var good = Hint(Guid.Parse("019a0000-0000-7000-8000-000000000002"));
        await CommitAsync(
            host,
            good with { Id = Guid.Parse("019a0000-0000-7000-8000-000000000003"), MessageType = "no-such-message" },
            good with { Id = Guid.Parse("019a0000-0000-7000-8000-000000000004"), Body = JsonElement.Parse("{}") },
            good);
        var heard = host.Services.GetRequiredService<Heard>();
        await Eventually.HoldsAsync(() => heard.Messages.Count == 1);
        await Eventually.ReadsAsync(Backlog(host), backlog => backlog is { Waiting: 2, Failing: 2 });
        await using var errors = database.DataSource.CreateCommand("select last_error from pipeline.pipeline_outbox order by position");
        var reasons = new List<string>();
        await using (var reader = await errors.ExecuteReaderAsync())
            while (await reader.ReadAsync())
                reasons.Add(reader.GetString(0));
        Assert.Equal("JsonException: \"no-such-message\" is no message that this version knows.", reasons[0]);
        Assert.Contains("missing required properties including: 'cluster', 'incidentId'", reasons[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("in-memory")]
    [InlineData("rabbitmq")]
    public async Task Continues_the_trace_in_which_the_message_was_written(string transport)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var host = await StartAsync(transport, database, consume: true);
        var message = Hint(Guid.CreateVersion7(DateTimeOffset.UnixEpoch));
        await CommitAsync(host, message with
        {
            Headers = ImmutableSortedDictionary<string, string>.Empty.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        });
        var heard = host.Services.GetRequiredService<Heard>();
        await Eventually.HoldsAsync(() => heard.Messages.Count == 1);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", Assert.Single(heard.Traces).ToHexString());
    }

    private async Task<HostedPipeline> StartAsync(string transport, TestDatabase database, bool consume, string? cluster = null)
    {
        cluster ??= Given.NewCluster();
        (string, string)[] bus = transport == "in-memory" ? Given.InMemory(cluster) : broker.Settings(cluster);
        return await (await HostedPipeline.StartAsync(
            builder =>
            {
                builder.AddPipelineStore();
                if (consume)
                    builder.AddHearing();
                else
                    builder.AddPipelineStage("other").Consumes<Heard.BackfillConsumer>();
            },
            settings: [.. bus, .. database.Settings()])).WithBusAsync();
    }

    private static async Task CommitAsync(HostedPipeline host, params OutboxMessage[] messages)
    {
        var transaction = new StoreTransaction();
        foreach (var message in messages)
            transaction.Send(message);
        await host.Services.GetRequiredService<PostgresEventStore>().CommitAsync(transaction, CancellationToken.None);
    }

    private static Func<CancellationToken, Task<OutboxBacklog>> Backlog(HostedPipeline host) =>
        host.Services.GetRequiredService<Outbox>().BacklogAsync;

    private static OutboxMessage Hint(Guid id) => new(
        id, "incident-wants-analysis",
        JsonElement.Parse("""{"cluster":"c","incidentId":"00000000-0000-0000-0000-000000000000"}"""),
        ImmutableSortedDictionary<string, string>.Empty);
}

using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.EventStore;
using Pipeline.EventStore.Sending;
using Pipeline.EventStore.Streams;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Store;
using Pipeline.Testing;
using Pipeline.Testing.Servers;
using RabbitMQ.Client;

namespace Pipeline.Hosting.Tests.Bus;

[Collection(Servers.Name)]
public sealed class A_broker_that_dies(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly RabbitMqFixture _broker = new();

    public Task InitializeAsync() => _broker.InitializeAsync();

    public Task DisposeAsync() => _broker.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Loses_nothing_that_was_committed(bool withItsData)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var host = await (await HostedPipeline.StartAsync(
            builder =>
            {
                builder.AddPipelineStore();
                builder.AddHearing();
            },
            settings: [.. _broker.Settings(Given.NewCluster()), .. database.Settings()])).WithBusAsync();
        var heard = host.Services.GetRequiredService<Heard>();
        await CommitAsync(host, 1);
        await Eventually.HoldsAsync(() => heard.Messages.Count == 1);
        await DeclareLastAsync();
        await _broker.KillAsync();
        await CommitAsync(host, 20);
        await Eventually.ReadsAsync(
            cancellationToken => host.Client.GetAsync("/health/ready", cancellationToken), answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/health/live")).StatusCode);
        if (withItsData)
            _broker.DeleteData();
        await _broker.StartAsync();
        await Eventually.HoldsAsync(() => heard.Messages.Select(message => message.MessageId).Distinct().Count() == 21);
        await host.Services.GetRequiredService<PartitionSender>().SendAsync(Given.Windows("c", 2), CancellationToken.None);
        await Eventually.HoldsAsync(() => heard.Messages.Any(message => message.Consumer == "partition 2"));
        await Eventually.ReadsAsync(
            cancellationToken => host.Client.GetAsync("/health/ready", cancellationToken), answer => answer.StatusCode == HttpStatusCode.OK);
    }

    /// <summary>
    /// RabbitMQ 3.10 writes the registry of its quorum queues with 3 seconds of delay: killed before, it never finds a leader
    /// for the queue that was declared last. So a queue that nobody needs is the last one.
    /// </summary>
    private async Task DeclareLastAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = _broker.Address }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(
            "last", durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
    }

    private static async Task CommitAsync(HostedPipeline host, int messages)
    {
        var transaction = new StoreTransaction();
        for (var i = 0; i < messages; i++)
            transaction.Send(new OutboxMessage(
                Guid.CreateVersion7(DateTimeOffset.UnixEpoch), "incident-wants-analysis",
                JsonElement.Parse("""{"cluster":"c","incidentId":"00000000-0000-0000-0000-000000000000"}"""),
                ImmutableSortedDictionary<string, string>.Empty));
        await host.Services.GetRequiredService<PostgresEventStore>().CommitAsync(transaction, CancellationToken.None);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Pipeline.Hosting.Bus;
using Pipeline.Testing;
using Pipeline.Testing.Servers;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Pipeline.Hosting.Tests.Bus;

[Collection(Servers.Name)]
public sealed class A_partition_queue(RabbitMqFixture broker)
{
    [Fact]
    public async Task Is_the_readers_to_declare_and_a_sender_that_comes_first_is_told_so()
    {
        var cluster = Given.NewCluster();
        await using var collector = await SenderAsync(cluster);
        await Assert.ThrowsAsync<UnroutableMessageException>(() => SendAsync(collector, cluster));
        await using (var detector = await ReaderAsync(cluster)) // its declarations equal the sender's, or the broker would refuse them
        {
            await SendAsync(collector, cluster);
            await HeardAsync(detector, 1);
        }

        await SendAsync(collector, cluster); // waits in the queue
        await using var later = await ReaderAsync(cluster);
        await HeardAsync(later, 1);
    }

    [Fact]
    public async Task Is_a_quorum_queue_with_a_single_active_consumer()
    {
        var cluster = Given.NewCluster();
        await using var detector = await ReaderAsync(cluster);
        await using var connection = await new ConnectionFactory { Uri = broker.Address }.CreateConnectionAsync();
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = 20, ["x-quorum-initial-group-size"] = 3 };
        await Assert.ThrowsAsync<OperationInterruptedException>(() => DeclareAsync(connection, $"{cluster}.detector-scoring-0", arguments));
        await DeclareAsync(connection, $"{cluster}.analysis", arguments);
        arguments["x-single-active-consumer"] = true;
        await DeclareAsync(connection, $"{cluster}.detector-scoring-2", arguments);
        await DeclareAsync(connection, $"{cluster}.detector-correlation", arguments);
    }

    [Fact]
    public async Task Has_one_reader_among_replicas_until_that_one_goes()
    {
        var cluster = Given.NewCluster();
        await using var collector = await SenderAsync(cluster);
        var first = await ReaderAsync(cluster);
        await using var second = await ReaderAsync(cluster);
        for (var i = 0; i < 10; i++)
            await SendAsync(collector, cluster);
        await HeardAsync(first, 10);
        Assert.Empty(second.Services.GetRequiredService<Heard>().Messages);
        await first.DisposeAsync();
        await SendAsync(collector, cluster);
        await HeardAsync(second, 1);
    }

    private static async Task DeclareAsync(IConnection connection, string queue, Dictionary<string, object?> arguments)
    {
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments);
    }

    private static Task SendAsync(HostedPipeline host, string cluster) =>
        host.Services.GetRequiredService<PartitionSender>().SendAsync(Given.Windows(cluster, 0), CancellationToken.None);

    private static async Task HeardAsync(HostedPipeline host, int count)
    {
        var heard = host.Services.GetRequiredService<Heard>();
        await Eventually.ReadsAsync(() => heard.Messages.Count, seen => seen >= count);
        Assert.Equal(count, heard.Messages.Count);
    }

    private async Task<HostedPipeline> SenderAsync(string cluster) =>
        await (await HostedPipeline.StartAsync(_ => { }, settings: broker.Settings(cluster))).WithBusAsync();

    private async Task<HostedPipeline> ReaderAsync(string cluster) =>
        await (await HostedPipeline.StartAsync(builder => builder.AddHearing(), settings: broker.Settings(cluster))).WithBusAsync();
}

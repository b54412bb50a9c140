using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts.Hints;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Stages;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Hosting.Tests.Bus;

/// <summary>The same on the in-memory transport and on a real broker.</summary>
[Collection(Servers.Name)]
public sealed class A_bus(RabbitMqFixture broker)
{
    [Theory]
    [InlineData("in-memory")]
    [InlineData("rabbitmq")]
    public async Task Carries_messages_to_each_kind_of_consumer(string transport)
    {
        var cluster = Given.NewCluster();
        await using var host = await StartAsync(transport, cluster);
        var bus = host.Services.GetRequiredService<IBus>();
        var sender = host.Services.GetRequiredService<PartitionSender>();
        await bus.Publish(new IncidentWantsAnalysis { Cluster = cluster, IncidentId = Guid.Empty });
        await bus.Publish(new IntakeWaiting { Cluster = cluster });
        for (var partition = 0; partition < 3; partition++)
            await sender.SendAsync(Windows(cluster, partition), CancellationToken.None);
        var heard = host.Services.GetRequiredService<Heard>();
        await Eventually.ReadsAsync(() => heard.Messages.Count, count => count == 5);
        Assert.Equal(
            ["analysis", "intake", "partition 0", "partition 1", "partition 2"],
            heard.Messages.Select(message => message.Consumer).Order(StringComparer.Ordinal));
    }

    private async Task<HostedPipeline> StartAsync(string transport, string cluster) =>
        await (await HostedPipeline.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton<Heard>();
                builder.AddPipelineStage("probe")
                    .Consumes<Heard.AnalysisConsumer>()
                    .ConsumesAlone<Heard.IntakeConsumer>("detector-correlation")
                    .ConsumesPartitions<Heard.PartitionConsumer>(PartitionQueues.Scoring);
            },
            settings: transport == "in-memory" ? Given.InMemory(cluster) : broker.Settings(cluster))).WithBusAsync();

    internal static MetricWindowsCollected Windows(string cluster, int partition) => new()
    {
        Cluster = cluster,
        Source = "csv",
        Partition = partition,
        From = DateTimeOffset.UnixEpoch,
        To = DateTimeOffset.UnixEpoch,
        Clock = SourceClock.Recorded,
    };
}

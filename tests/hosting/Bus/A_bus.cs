using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Hosting.Bus;
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
        await bus.Publish(Given.Hint(cluster));
        await bus.Publish(new IntakeWaiting { Cluster = cluster });
        for (var partition = 0; partition < 3; partition++)
            await sender.SendAsync(Given.Windows(cluster, partition), CancellationToken.None);
        var heard = host.Services.GetRequiredService<Heard>();
        await Eventually.ReadsAsync(() => heard.Messages.Count, count => count == 5);
        Assert.Equal(
            ["analysis", "intake", "partition 0", "partition 1", "partition 2"],
            heard.Messages.Select(message => message.Consumer).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("in-memory")]
    [InlineData("rabbitmq")]
    public async Task Tries_a_failed_message_again(string transport)
    {
        var cluster = Given.NewCluster();
        await using var host = await StartAsync(transport, cluster);
        var heard = host.Services.GetRequiredService<Heard>();
        heard.FailNext(2);
        await host.Services.GetRequiredService<IBus>().Publish(Given.Hint(cluster));
        await Eventually.ReadsAsync(() => heard.Messages.Count, count => count == 3);
        Assert.Single(heard.Messages.Select(message => message.MessageId).Distinct());
    }

    [Theory]
    [InlineData("in-memory")]
    [InlineData("rabbitmq")]
    public async Task Puts_what_keeps_failing_into_the_error_queue(string transport)
    {
        var cluster = Given.NewCluster();
        await using var host = await StartAsync(transport, cluster);
        var heard = host.Services.GetRequiredService<Heard>();
        heard.FailNext(int.MaxValue);
        await host.Services.GetRequiredService<IBus>().Publish(Given.Hint(cluster));
        var errors = new ErrorQueue(host, broker, $"{cluster}.analysis_error");
        var failed = await errors.TakeAsync(transport);
        Assert.Contains("\"incidentId\":\"00000000-0000-0000-0000-000000000000\"", failed, StringComparison.Ordinal);
        Assert.Equal(3, heard.Messages.Count); // once, and twice again
    }

    [Theory]
    [InlineData("in-memory")]
    [InlineData("rabbitmq")]
    public async Task Handles_the_messages_of_a_partition_one_at_a_time_and_in_order(string transport)
    {
        var cluster = Given.NewCluster();
        await using var host = await StartAsync(transport, cluster);
        var sender = host.Services.GetRequiredService<PartitionSender>();
        var sent = Enumerable.Range(0, 50).Select(i => Given.Windows(cluster, 1) with { To = DateTimeOffset.UnixEpoch.AddSeconds(i) }).ToArray();
        foreach (var windows in sent)
            await sender.SendAsync(windows, CancellationToken.None);
        var heard = host.Services.GetRequiredService<Heard>();
        await Eventually.ReadsAsync(() => heard.Messages.Count, count => count == sent.Length);
        Assert.Equal(sent.Select(windows => windows.To), heard.Messages.Select(message => ((MetricWindowsCollected)message.Message).To));
        Assert.Equal(1, heard.MostAtOnce);
    }

    [Theory]
    [InlineData("in-memory")]
    [InlineData("rabbitmq")]
    public async Task Adds_little_to_a_message_full_of_samples(string transport)
    {
        var cluster = Given.NewCluster();
        await using var host = await StartAsync(transport, cluster);
        var window = new MetricWindow
        {
            Entity = new EntityRef(cluster, "shop", "Pod", "cart-0"),
            Metric = "cpu-utilization",
            Unit = "1",
            Signal = Signal.Saturation,
            Start = DateTimeOffset.UnixEpoch,
            Step = TimeSpan.FromMinutes(1),
            Samples = [.. Enumerable.Repeat<double?>(0.123456789012, 10_000)],
        };
        var full = Given.Windows(cluster, 0) with { Windows = [window] };
        var size = MessageTypes.Write(full).Length;
        full = full with { Windows = [window with { Samples = [.. Enumerable.Repeat<double?>(0.123456789012, (int)(10_000L * 240_000 / size))] }] };
        await host.Services.GetRequiredService<PartitionSender>().SendAsync(full, CancellationToken.None);
    }

    [Theory]
    [InlineData("in-memory")]
    [InlineData("rabbitmq")]
    public async Task Refuses_a_message_that_is_too_large(string transport)
    {
        var cluster = Given.NewCluster();
        await using var host = await StartAsync(transport, cluster);
        var huge = Given.Windows(cluster, 0) with { Source = new string('x', 300_000) };
        await Assert.ThrowsAsync<MessageTooLargeException>(
            () => host.Services.GetRequiredService<PartitionSender>().SendAsync(huge, CancellationToken.None));
        await Assert.ThrowsAsync<MessageTooLargeException>(
            () => host.Services.GetRequiredService<IBus>().Publish(new IntakeWaiting { Cluster = huge.Source }));
    }

    [Fact]
    public async Task Of_one_cluster_does_not_reach_another_on_the_same_broker()
    {
        var (here, there) = (Given.NewCluster(), Given.NewCluster());
        await using var one = await StartAsync("rabbitmq", here);
        await using var other = await StartAsync("rabbitmq", there);
        await one.Services.GetRequiredService<IBus>().Publish(Given.Hint(here));
        await other.Services.GetRequiredService<IBus>().Publish(Given.Hint(there));
        foreach (var (host, cluster) in new[] { (one, here), (other, there) })
        {
            var heard = host.Services.GetRequiredService<Heard>();
            await Eventually.HoldsAsync(() => !heard.Messages.IsEmpty);
            Assert.Equal(Given.Hint(cluster), Assert.Single(heard.Messages).Message);
        }
    }

    private async Task<HostedPipeline> StartAsync(string transport, string cluster) =>
        await (await HostedPipeline.StartAsync(
            builder => builder.AddHearing(),
            settings:
            [
                .. transport == "in-memory" ? Given.InMemory(cluster) : broker.Settings(cluster), ("bus:retryIntervals", "10ms,20ms"),
            ])).WithBusAsync();
}

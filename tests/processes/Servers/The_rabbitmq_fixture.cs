using System.Net.Sockets;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.Processes.Tests.Servers;

public sealed class The_rabbitmq_fixture(RabbitMqFixture broker) : IClassFixture<RabbitMqFixture>
{
    private static readonly byte[] ProtocolHeader = [(byte)'A', (byte)'M', (byte)'Q', (byte)'P', 0, 0, 9, 1];

    [Fact]
    public async Task Speaks_amqp_again_on_the_same_port_when_killed_and_when_its_data_is_lost()
    {
        await GreetsAsync();
        var first = RunningProcess.Find(broker.ProcessId)!.Value;
        await broker.KillAsync();
        Assert.True(first.IsGone);
        await Assert.ThrowsAsync<SocketException>(GreetsAsync);
        await broker.StartAsync();
        await GreetsAsync();

        await broker.StopAsync();
        broker.DeleteData();
        await broker.StartAsync();
        await GreetsAsync();
    }

    private async Task GreetsAsync()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(broker.Address.Host, broker.Address.Port);
        await client.GetStream().WriteAsync(ProtocolHeader);
        var frame = new byte[1];
        await client.GetStream().ReadExactlyAsync(frame).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(1, frame[0]); // a method frame: connection.start
    }
}

using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Pipeline.Processes.Tests;

public sealed class Free_ports
{
    [Fact]
    public void Are_different_ones() => Assert.Equal(50, FreePorts.Many(50).Distinct().Count());

    [Fact]
    public void Are_below_those_that_outgoing_connections_get() => Assert.All(FreePorts.Many(50), port => Assert.True(port < 32768));

    [Fact]
    public void Are_told_from_those_in_use()
    {
        var port = FreePorts.One();
        Assert.True(FreePorts.IsFree(port));
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        Assert.False(FreePorts.IsFree(port));
    }
}

using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Testing;
using Xunit.Abstractions;

namespace Pipeline.Simulator.Tests.Running;

/// <summary>200 nodes with 5,000 pods, with everything that `pipeline simulate` has.</summary>
[Trait("Category", "Load")]
public sealed class A_large_simulator(ITestOutputHelper output)
{
    [Fact]
    public async Task Comes_up_in_time_that_one_core_has_in_two_minutes()
    {
        await using var folder = new TemporaryFolder();
        var begin = Process.GetCurrentProcess().TotalProcessorTime;
        await using var server = await SimulatorServer.StartAsync(
            new SimulatorOptions { Cluster = SimulatedSize.Large }, folder.Path, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        using var process = Process.GetCurrentProcess();
        var used = process.TotalProcessorTime - begin;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"ready after {used.TotalSeconds:F0} s of CPU, {process.WorkingSet64 >> 20} MiB"));
        Assert.Equal((200, 5000), (server.Addresses.Nodes, server.Addresses.Pods));
        Assert.InRange(used, TimeSpan.Zero, TimeSpan.FromMinutes(2));
    }
}

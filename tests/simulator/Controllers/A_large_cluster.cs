using System.Diagnostics;
using System.Globalization;
using Pipeline.Simulator.Resources;
using Xunit.Abstractions;

namespace Pipeline.Simulator.Tests.Controllers;

public sealed class A_large_cluster(ITestOutputHelper output)
{
    [Theory]
    [InlineData(40, 1, 1000)]
    [InlineData(200, 50, 100)]
    public void Converges_in_a_bearable_time(int nodes, int deployments, int replicas)
    {
        using var world = new ControlledWorld(nodes, cpu: "32");
        var begin = Process.GetCurrentProcess().TotalProcessorTime;
        var last = begin;
        for (var i = 0; i < deployments; i++)
            world.Create(Kinds.Deployment, Some.Deployment($"web-{i.ToString(CultureInfo.InvariantCulture)}", replicas));
        world.Until(() => world.Pods().Count(p => p.IsReady) == deployments * replicas, within: 60, step: 2);
        Say("up");
        world.Advance(60);
        Say("a quiet minute");
        Assert.All(world.All(Kinds.Deployment), d => Assert.Equal(replicas, d.Status.GetProperty("availableReplicas").GetInt32()));

        void Say(string what)
        {
            var now = Process.GetCurrentProcess().TotalProcessorTime;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{nodes} nodes, {deployments * replicas} pods, {what}: {(now - last).TotalSeconds:F1} s of CPU"));
            last = now;
        }
    }
}

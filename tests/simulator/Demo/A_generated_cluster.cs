using Pipeline.Simulator.Controllers;
using Pipeline.Simulator.Controllers.Recording;
using Pipeline.Simulator.Demo;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Load;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Time;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Tests.Demo;

public sealed class A_generated_cluster
{
    [Fact]
    public void Has_as_many_nodes_and_pods_as_were_wished_and_serves_its_traffic()
    {
        var loop = new SimulationLoop(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero), TimeProvider.System);
        using var cluster = ClusterBootstrap.Create(new ObjectStore(), loop);
        var events = new EventRecorder(cluster, loop);
        var world = new WorldModel(cluster, loop, events, seed: 3);
        var control = new ControlPlane(cluster, loop, world, events: events);
        GeneratedCluster.Create(cluster, world, nodes: 6, pods: 60);
        control.Start();
        world.Start();
        loop.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(6, cluster.List(Kinds.Node).Count());
        Assert.Equal(60, cluster.List(Kinds.Pod).Count(p => p.Root.Items("status", "conditions").Any(c => c.Text("type") == "Ready" && c.Text("status") == "True")));
        Assert.Equal([25, 25, 10], cluster.List(Kinds.Deployment).Select(d => d.Root.Integer("spec", "replicas") ?? 0));
        Assert.True(world.Load.Sites[new ServiceKey("team-00", "app-000")].Failure < 0.05);
    }
}

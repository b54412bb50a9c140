using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Tests.Faults;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Tests.World;

public sealed class Noise_of_a_healthy_cluster
{
    [Fact]
    public void Changes_workloads_of_its_namespaces_and_leaves_them_well()
    {
        var world = new DemoWorld();
        var before = Generations(world);
        new HealthyNoise(world.Model, [DemoWorld.Shop], TimeSpan.FromMinutes(1)).Start();
        world.Advance(15 * 60);
        var after = Generations(world);
        Assert.Contains(after, d => d.Key.Namespace == DemoWorld.Shop && d.Value > before[d.Key]);
        Assert.All(after.Where(d => d.Key.Namespace != DemoWorld.Shop), d => Assert.Equal(before[d.Key], d.Value));
        world.Until(world.IsWell, 600, "all is well between two changes");
        Assert.False(world.HasEvent("BackOff"));
    }

    private static Dictionary<Storage.ObjectKey, long> Generations(DemoWorld world) =>
        world.Cluster.List(Kinds.Deployment).ToDictionary(d => d.Key, d => (long)d.ToJson()["metadata"]!["generation"]!);
}

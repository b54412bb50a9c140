using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Recording;
using Pipeline.Simulator.Images;
using Pipeline.Simulator.Nodes;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Time;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Tests.Demo;

public sealed class A_large_cluster
{
    private const int Nodes = 200;
    private const int PodsPerNode = 25;

    [Fact]
    public void Of_200_nodes_and_5000_pods_lives_faster_than_the_clock()
    {
        var loop = new SimulationLoop(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero), TimeProvider.System);
        var cluster = new SimulatedCluster(new ObjectStore(), loop);
        var world = new WorldModel(cluster, loop, new EventRecorder(cluster, loop), seed: 3);
        world.Images.Publish("ghcr.io/scale/app:1", new ImageProgram { Process = "app" });
        for (var n = 0; n < Nodes; n++)
        {
            world.AddNode(new NodeHardware($"node-{n:D3}", Cores: 16, MemoryBytes: 64.0 * (1 << 30)));
            for (var p = 0; p < PodsPerNode; p++)
                cluster.Create(Kinds.Pod, Pod($"app-{n:D3}-{p:D2}", $"node-{n:D3}"), new WriteOptions("test", "test"));
        }
        world.Start();
        loop.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(Nodes * PodsPerNode, cluster.List(Kinds.Pod).Count(p => p.Root.Items("status", "conditions").Any(c =>
            c.Text("type") == "Ready" && c.Text("status") == "True")));

        var simulated = TimeSpan.FromMinutes(5);
        var begin = TimeProvider.System.GetTimestamp();
        loop.Advance(simulated);
        var took = TimeProvider.System.GetElapsedTime(begin);
        Assert.True(took < simulated, $"{simulated} took {took}");
        Assert.Equal(Nodes * PodsPerNode, world.Measurements.Containers().Count());
    }

    private static JsonObject Pod(string name, string node) => JsonNode.Parse($$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{name}}","namespace":"default","labels":{"app":"app"} },
         "spec":{"nodeName":"{{node}}","containers":[{"name":"app","image":"ghcr.io/scale/app:1","ports":[{"containerPort":8080}],
          "resources":{"requests":{"cpu":"50m","memory":"64Mi"},"limits":{"cpu":"500m","memory":"256Mi"} },
          "livenessProbe":{"httpGet":{"path":"/healthz","port":8080},"periodSeconds":10},
          "readinessProbe":{"httpGet":{"path":"/healthz","port":8080},"periodSeconds":10} }]} }
        """)!.AsObject();
}

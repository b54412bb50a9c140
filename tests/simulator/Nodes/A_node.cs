using Pipeline.Simulator.Nodes;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Tests.World;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Tests.Nodes;

public sealed class A_node
{
    private const double Mi = 1 << 20;

    [Fact]
    public void Registers_with_what_it_has_and_renews_its_lease()
    {
        var world = new TestWorld();
        world.Advance(25);
        var node = world.Cluster.Find(Kinds.Node, "", "worker-1")!.Root;
        Assert.Equal("4", node.Text("status", "capacity", "cpu"));
        Assert.Equal("3900m", node.Text("status", "allocatable", "cpu"));
        Assert.Equal("True", node.Items("status", "conditions").Single(c => c.Text("type") == "Ready").Text("status"));
        Assert.Equal("worker-1", node.Text("metadata", "labels", "kubernetes.io/hostname"));
        Assert.Equal("10.244.0.0/24", node.Text("spec", "podCIDR"));
        var lease = world.Cluster.Find(Kinds.Lease, "kube-node-lease", "worker-1")!.Root;
        var renewed = lease.Time("spec", "renewTime");
        Assert.InRange(world.Loop.GetUtcNow() - renewed!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Says_nothing_while_its_kubelet_is_down_and_catches_up_after()
    {
        var world = new TestWorld();
        world.Pod("\"image\":\"nginx:1.27\"");
        world.Advance(30);
        var kubelet = world.Model.Fleet.Find("worker-1")!;
        kubelet.SetCondition(isUp: true, kubeletRuns: false);
        var before = world.Cluster.Find(Kinds.Lease, "kube-node-lease", "worker-1")!.ResourceVersion;
        world.Pod("\"image\":\"nginx:1.27\"", name: "late");
        world.Advance(120);
        Assert.Equal(before, world.Cluster.Find(Kinds.Lease, "kube-node-lease", "worker-1")!.ResourceVersion);
        Assert.False(world.Status("late").Has("containerStatuses"));
        kubelet.SetCondition(isUp: true, kubeletRuns: true);
        world.Until(() => world.Status("late").Has("containerStatuses") && world.State("late") == "Running", 30, "the late pod runs");
        Assert.Equal("Running", world.State());
        Assert.Equal(0, world.Container().Integer("restartCount"));
    }

    [Fact]
    public void Restarts_everything_after_a_loss_of_power()
    {
        var world = new TestWorld();
        world.Pod("\"image\":\"nginx:1.27\"");
        world.Advance(30);
        var kubelet = world.Model.Fleet.Find("worker-1")!;
        kubelet.SetCondition(isUp: false, kubeletRuns: false);
        world.Advance(60);
        kubelet.SetCondition(isUp: true, kubeletRuns: true);
        world.Until(() => world.State() == "Running" && world.Container().Integer("restartCount") == 1, 30, "restarted");
        Assert.Equal(255, world.Container().Integer("lastState", "terminated", "exitCode"));
    }

    [Fact]
    public void Evicts_first_who_uses_more_memory_than_requested_when_it_runs_low()
    {
        var world = new TestWorld(hardware: new NodeHardware("", MemoryBytes: 2048 * Mi));
        world.Model.Images.Publish("ghcr.io/shop/eater:1", new() { Process = "eater", LeakBytesPerSecond = 20 * Mi, IdleBytes = 100 * Mi });
        world.Pod("\"image\":\"nginx:1.27\",\"resources\":{\"requests\":{\"memory\":\"64Mi\"}}", name: "modest");
        world.Pod("\"image\":\"ghcr.io/shop/eater:1\",\"resources\":{\"requests\":{\"memory\":\"128Mi\"}}");
        world.Until(() => world.Status().Text("reason") == "Evicted", 200, "evicted");
        Assert.Equal("Failed", world.Status().Text("phase"));
        Assert.Matches(@"^The node was low on resource: memory\. Threshold quantity: 100Mi, available: \d+Ki\. Container app was using \d+Ki, request is 128Mi, has larger consumption of memory\. $",
            world.Status().Text("message"));
        Assert.Equal("Running", world.State("modest"));
        Assert.Equal("True", Pressure(world, "MemoryPressure"));
        Assert.Contains("Attempting to reclaim memory", world.Events("EvictionThresholdMet", "worker-1"));
        world.Advance(400);
        Assert.Equal("False", Pressure(world, "MemoryPressure"));
        Assert.Contains("Node worker-1 status is now: NodeHasSufficientMemory", world.Events("NodeHasSufficientMemory", "worker-1"));
    }

    [Fact]
    public void Evicts_who_fills_its_disk()
    {
        var world = new TestWorld();
        world.Model.Images.Publish("ghcr.io/shop/writer:1", new() { Process = "writer", DiskBytesPerSecond = 800 * Mi });
        world.Pod("\"image\":\"ghcr.io/shop/writer:1\"");
        world.Until(() => world.Status().Text("reason") == "Evicted", 300, "evicted");
        Assert.Equal("True", Pressure(world, "DiskPressure"));
        Assert.Contains("ephemeral-storage", world.Status().Text("message"));
    }

    [Fact]
    public void Comes_back_as_a_new_machine_after_its_object_was_deleted()
    {
        var world = new TestWorld();
        var old = world.Cluster.Find(Kinds.Node, "", "worker-1")!.Uid;
        world.Cluster.Delete(Kinds.Node, "", "worker-1", new("test"));
        world.Advance(60);
        Assert.Null(world.Cluster.Find(Kinds.Node, "", "worker-1"));
        world.Advance(60);
        Assert.NotEqual(old, world.Cluster.Find(Kinds.Node, "", "worker-1")!.Uid);
    }

    private static string? Pressure(TestWorld world, string type) =>
        world.Cluster.Find(Kinds.Node, "", "worker-1")!.Root.Items("status", "conditions").Single(c => c.Text("type") == type).Text("status");
}

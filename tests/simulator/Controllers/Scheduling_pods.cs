using System.Text.Json.Nodes;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Resources;
using static Pipeline.Simulator.Tests.Controllers.ControlledWorld;

namespace Pipeline.Simulator.Tests.Controllers;

public sealed class Scheduling_pods : IDisposable
{
    private readonly ControlledWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Binds_a_pod_and_says_so()
    {
        _world.Create(Kinds.Pod, Some.Pod("one"));
        _world.Advance(0.5);
        var pod = _world.Pods().Single();
        Assert.StartsWith("node-", pod.NodeName, StringComparison.Ordinal);
        Assert.Equal("True", pod.Status.Condition("PodScheduled").Text("status"));
        Assert.Equal([$"Scheduled: Successfully assigned shop/one to {pod.NodeName}"], _world.EventsOf("one"));
    }

    [Fact]
    public void Says_how_many_nodes_lack_what()
    {
        Taint("node-a", "team", "db");
        _world.Create(Kinds.Pod, Some.Pod("big", cpu: "3900m"));
        _world.Create(Kinds.Pod, Some.Pod("big-too", cpu: "3900m"));
        _world.Advance(1);
        _world.Create(Kinds.Pod, Some.Pod("late", cpu: "500m"));
        _world.Advance(1);
        Assert.Equal(
            "0/3 nodes are available: 1 node(s) had untolerated taint {team: db}, 2 Insufficient cpu. "
            + "preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod.",
            Refusal("late"));
        Assert.Equal("FailedScheduling: " + Refusal("late"), Assert.Single(_world.EventsOf("late")));
        Assert.Equal("Unschedulable", _world.Get(Kinds.Pod, "late").Status.Condition("PodScheduled").Text("reason"));
    }

    [Theory]
    [InlineData("""{"nodeSelector": {"disk": "ssd"}}""", "3 node(s) didn't match Pod's node affinity/selector", "3 Preemption is not helpful for scheduling")]
    [InlineData(
        """{"affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [{"matchExpressions": [{"key": "disk", "operator": "Exists"}]}]}}}}""",
        "3 node(s) didn't match Pod's node affinity/selector", "3 Preemption is not helpful for scheduling")]
    [InlineData(
        """{"affinity": {"podAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [{"topologyKey": "kubernetes.io/hostname", "labelSelector": {"matchLabels": {"app": "nobody"}}}]}}}""",
        "3 node(s) didn't match pod affinity rules", "3 Preemption is not helpful for scheduling")]
    [InlineData(
        """{"topologySpreadConstraints": [{"maxSkew": 1, "topologyKey": "zone", "whenUnsatisfiable": "DoNotSchedule", "labelSelector": {"matchLabels": {"app": "x"}}}]}""",
        "3 node(s) didn't match pod topology spread constraints (missing required label)", "3 Preemption is not helpful for scheduling")]
    [InlineData(
        """{"volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "nothing"}}]}""",
        "persistentvolumeclaim \"nothing\" not found", "3 Preemption is not helpful for scheduling")]
    public void Says_which_wish_no_node_fulfils(string wishes, string why, string preemption)
    {
        var pod = Some.Pod("picky");
        foreach (var (name, wish) in JsonNode.Parse(wishes)!.AsObject())
            pod["spec"]![name] = wish!.DeepClone();
        _world.Create(Kinds.Pod, pod);
        _world.Advance(1);
        Assert.Equal($"0/3 nodes are available: {why}. preemption: 0/3 nodes are available: {preemption}.", Refusal("picky"));
    }

    [Fact]
    public void Says_what_is_too_big_for_every_node_that_no_preemption_helps()
    {
        _world.Create(Kinds.Pod, Some.Pod("huge", cpu: "64"));
        _world.Advance(1);
        Assert.Equal(
            "0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.", Refusal("huge"));
    }

    [Fact]
    public void Counts_cordoned_nodes()
    {
        foreach (var node in (string[])["node-a", "node-b", "node-c"])
            _world.Change(Kinds.Node, node, n => n["spec"]!["unschedulable"] = true);
        _world.Create(Kinds.Pod, Some.Pod("one"));
        _world.Advance(2);
        Assert.StartsWith("0/3 nodes are available: 3 node(s) were unschedulable. preemption: ", Refusal("one"), StringComparison.Ordinal);
        _world.Change(Kinds.Node, "node-b", n => n["spec"]!.AsObject().Remove("unschedulable"));
        _world.Advance(15);
        Assert.Equal("node-b", _world.Pods().Single().NodeName);
    }

    [Fact]
    public void Tries_again_when_a_node_comes_or_room_is_made()
    {
        _world.Create(Kinds.Pod, Some.Pod("wide", cpu: "6"));
        _world.Advance(20);
        Assert.Equal("", _world.Pods().Single().NodeName);
        _world.AddNode("large", "8");
        _world.Advance(15);
        Assert.Equal("large", _world.Pods().Single().NodeName);
        _world.Create(Kinds.Pod, Some.Pod("wide-too", cpu: "6"));
        _world.Advance(5);
        Assert.Equal("", _world.Get(Kinds.Pod, "wide-too").Spec.Text("nodeName") ?? "");
        _world.Delete(Kinds.Pod, "wide");
        _world.Advance(15);
        Assert.Equal("large", _world.Get(Kinds.Pod, "wide-too").Spec.Text("nodeName"));
    }

    [Fact]
    public void Spreads_the_pods_of_a_workload_over_the_nodes()
    {
        _world.Create(Kinds.Deployment, Some.Deployment("web", 9));
        _world.Advance(5);
        Assert.All(_world.Pods().CountBy(p => p.NodeName), n => Assert.Equal(3, n.Value));
    }

    [Fact]
    public void Keeps_pods_apart_that_want_it()
    {
        var apart = """
            "affinity": {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [{"topologyKey": "kubernetes.io/hostname", "labelSelector": {"matchLabels": {"app": "db"}}}]}}
            """;
        _world.Create(Kinds.Deployment, Some.Deployment("db", 4, podMore: apart));
        _world.Advance(5);
        Assert.Equal(3, _world.Pods().Where(p => p.NodeName.Length > 0).Select(p => p.NodeName).Distinct().Count());
        var left = _world.Pods().Single(p => p.NodeName.Length == 0);
        Assert.StartsWith("0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules. preemption: ", Refusal(left.Name), StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_zones_even_when_a_constraint_says_so()
    {
        foreach (var (node, zone) in ((string, string)[])[("node-a", "1"), ("node-b", "1"), ("node-c", "2")])
            _world.Change(Kinds.Node, node, n => n["metadata"]!["labels"]!["zone"] = zone);
        _world.Create(Kinds.Deployment, Some.Deployment("web", 6, podMore:
            """
            "topologySpreadConstraints": [{"maxSkew": 1, "topologyKey": "zone", "whenUnsatisfiable": "DoNotSchedule", "labelSelector": {"matchLabels": {"app": "web"}}}]
            """));
        _world.Advance(5);
        Assert.Equal(3, _world.Pods().Count(p => p.NodeName == "node-c"));
    }

    [Fact]
    public void Evicts_less_important_pods_for_more_important_ones()
    {
        var priority = Some.Object(Kinds.PriorityClass, "", "vital");
        priority["value"] = 1000;
        _world.Create(Kinds.PriorityClass, priority);
        _world.Create(Kinds.Deployment, Some.Deployment("filler", 3, cpu: "3500m"));
        _world.Advance(5);
        var vital = Some.Pod("vital", "\"priorityClassName\": \"vital\"", cpu: "2");
        _world.Create(Kinds.Pod, vital);
        _world.Advance(20);
        var bound = _world.Get(Kinds.Pod, "vital");
        Assert.StartsWith("node-", bound.Spec.Text("nodeName"), StringComparison.Ordinal);
        Assert.Equal(2, _world.Pods("filler").Count(p => p.NodeName.Length > 0));
        Assert.Contains(
            _world.Cluster.List(Kinds.Event, Namespace), e => e.Root.Text("reason") == "Preempted"
                && e.Root.Text("message") == $"Preempted by pod {bound.Uid} on node {bound.Spec.Text("nodeName")}");
    }

    [Fact]
    public void Leaves_pods_of_other_schedulers_alone()
    {
        _world.Create(Kinds.Pod, Some.Pod("other", "\"schedulerName\": \"mine\""));
        _world.Advance(5);
        Assert.Equal("", _world.Pods().Single().NodeName);
        Assert.Empty(_world.EventsOf("other"));
    }

    private string? Refusal(string pod) => _world.Get(Kinds.Pod, pod).Status.Condition("PodScheduled").Text("message");

    private void Taint(string node, string key, string value) => _world.Change(Kinds.Node, node, n =>
        n["spec"]!["taints"] = new JsonArray(new JsonObject { ["key"] = key, ["value"] = value, ["effect"] = "NoSchedule" }));
}

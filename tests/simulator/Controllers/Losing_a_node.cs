using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Tests.Controllers;

public sealed class Losing_a_node : IDisposable
{
    private readonly ControlledWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Is_noticed_tainted_and_its_pods_are_replaced_after_five_minutes()
    {
        _world.Create(Kinds.Deployment, Some.Deployment("web", 6));
        _world.Advance(10);
        _world.Kubelets.Silent.Add("node-b");
        _world.Advance(30);
        Assert.Equal("True", Ready("node-b"));
        _world.Advance(30);
        Assert.Equal("Unknown NodeStatusUnknown: Kubelet stopped posting node status.", _world.Condition(Kinds.Node, "node-b", "Ready"));
        Assert.Contains("NodeNotReady: Node node-b status is now: NodeNotReady", _world.EventsOf("node-b"));
        Assert.Equal(
            ["node.kubernetes.io/unreachable NoExecute", "node.kubernetes.io/unreachable NoSchedule"], TaintsOf("node-b"));
        var lost = _world.Pods().Where(p => p.NodeName == "node-b").ToList();
        Assert.Equal(2, lost.Count);
        Assert.All(lost, p => Assert.False(p.IsReady));
        Assert.Contains("NodeNotReady: Node is not ready", _world.EventsOf(lost[0].Name));
        _world.Advance(240);
        Assert.Equal(2, _world.Pods().Count(p => p.NodeName == "node-b"));
        _world.Advance(120);
        Assert.Equal(6, _world.Pods().Count(p => p.IsReady && p.NodeName != "node-b"));
        Assert.Contains($"TaintManagerEviction: Marking for deletion Pod shop/{lost[0].Name}", _world.EventsOf(lost[0].Name));
    }

    [Fact]
    public void For_a_short_while_costs_no_pod()
    {
        _world.Create(Kinds.Deployment, Some.Deployment("web", 3));
        _world.Advance(10);
        var before = _world.Pods().Select(p => p.Uid).ToHashSet();
        _world.Kubelets.Silent.Add("node-b");
        _world.Advance(90);
        _world.Kubelets.Silent.Clear();
        _world.Advance(400);
        Assert.Equal("True", Ready("node-b"));
        Assert.Empty(TaintsOf("node-b"));
        Assert.Equal(before, _world.Pods().Select(p => p.Uid).ToHashSet());
    }

    [Fact]
    public void For_good_deletes_its_pods()
    {
        _world.Create(Kinds.Pod, Some.Pod("alone"));
        _world.Advance(5);
        var node = _world.Pods().Single().NodeName;
        _world.Kubelets.Silent.Add(node);
        _world.Delete(Kinds.Node, node);
        _world.Advance(90);
        Assert.Empty(_world.All(Kinds.Pod));
    }

    [Fact]
    public void A_cordoned_node_is_tainted_and_freed_again()
    {
        _world.Change(Kinds.Node, "node-a", n => n["spec"]!["unschedulable"] = true);
        _world.Advance(1);
        Assert.Equal(["node.kubernetes.io/unschedulable NoSchedule"], TaintsOf("node-a"));
        _world.Change(Kinds.Node, "node-a", n => n["spec"]!.AsObject().Remove("unschedulable"));
        _world.Advance(1);
        Assert.Empty(TaintsOf("node-a"));
    }

    private string? Ready(string node) => _world.Get(Kinds.Node, node).Status.Condition("Ready").Text("status");

    private List<string> TaintsOf(string node) =>
        [.. _world.Get(Kinds.Node, node).Spec.Items("taints").Select(t => $"{t.Text("key")} {t.Text("effect")}").Order(StringComparer.Ordinal)];
}

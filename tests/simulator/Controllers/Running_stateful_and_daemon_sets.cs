using System.Text.Json.Nodes;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Tests.Controllers;

public sealed class Running_stateful_and_daemon_sets : IDisposable
{
    private readonly ControlledWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_stateful_set_makes_its_pods_one_after_the_other()
    {
        CreateStateful("db", 3);
        _world.Advance(0.5);
        Assert.Equal(["db-0"], Names());
        _world.Advance(10);
        Assert.Equal(["db-0", "db-1", "db-2"], Names());
        var pod = _world.Pods()[0];
        Assert.Equal("db-0", pod.Labels["statefulset.kubernetes.io/pod-name"]);
        Assert.Equal("0", pod.Labels["apps.kubernetes.io/pod-index"]);
        Assert.Equal(("db-0", "db"), (pod.Spec.Text("hostname"), pod.Spec.Text("subdomain")));
        var set = _world.Get(Kinds.StatefulSet, "db");
        Assert.Equal((3, 3, 3), (set.Status.Whole("replicas"), set.Status.Whole("readyReplicas"), set.Status.Whole("availableReplicas")));
        Assert.Equal(set.Status.Text("updateRevision"), set.Status.Text("currentRevision"));
        Assert.Contains("SuccessfulCreate: create Pod db-0 in StatefulSet db successful", _world.EventsOf("db"));
    }

    [Fact]
    public void A_stateful_set_waits_for_a_pod_that_is_not_ready()
    {
        _world.Kubelets.BecomesReady = p => p.Name != "db-1";
        CreateStateful("db", 3);
        _world.Advance(30);
        Assert.Equal(["db-0", "db-1"], Names());
    }

    [Fact]
    public void A_parallel_stateful_set_does_not_wait()
    {
        CreateStateful("db", 3, "\"podManagementPolicy\": \"Parallel\"");
        _world.Advance(0.5);
        Assert.Equal(["db-0", "db-1", "db-2"], Names());
    }

    [Fact]
    public void A_stateful_set_is_renewed_from_the_end_and_keeps_its_revisions()
    {
        CreateStateful("db", 3);
        _world.Advance(10);
        var order = new List<string>();
        var before = _world.Pods().ToDictionary(p => p.Name, p => p.Uid);
        SetImage(Kinds.StatefulSet, "db", "app:2");
        _world.Until(() =>
        {
            foreach (var pod in _world.Pods().Where(p => p.Uid != before[p.Name] && !order.Contains(p.Name)))
                order.Add(pod.Name);
            Assert.True(_world.Pods().Count(p => p.IsReady) >= 2);
            return order.Count == 3;
        });
        Assert.Equal(["db-2", "db-1", "db-0"], order);
        _world.Advance(10);
        var set = _world.Get(Kinds.StatefulSet, "db");
        Assert.Equal(set.Status.Text("updateRevision"), set.Status.Text("currentRevision"));
        Assert.Equal([1, 2], _world.All(Kinds.ControllerRevision).Select(r => r.Stored.Root.Whole("revision") ?? 0).Order());
        SetImage(Kinds.StatefulSet, "db", "app:1");
        _world.Advance(60);
        Assert.Equal([2, 3], _world.All(Kinds.ControllerRevision).Select(r => r.Stored.Root.Whole("revision") ?? 0).Order());
    }

    [Fact]
    public void A_partition_keeps_the_first_pods_as_they_are()
    {
        CreateStateful("db", 3, """
            "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"partition": 2}}
            """);
        _world.Advance(10);
        SetImage(Kinds.StatefulSet, "db", "app:2");
        _world.Advance(30);
        Assert.Equal(["app:1", "app:1", "app:2"], _world.Pods().Select(ImageOf));
        _world.Delete(Kinds.Pod, "db-0");
        _world.Advance(10);
        Assert.Equal(["app:1", "app:1", "app:2"], _world.Pods().Select(ImageOf));
    }

    [Fact]
    public void A_stateful_set_makes_claims_that_outlive_its_pods()
    {
        var storage = Some.Object(Kinds.StorageClass, "", "local");
        (storage["provisioner"], storage["volumeBindingMode"], storage["reclaimPolicy"]) = ("rancher.io/local-path", "WaitForFirstConsumer", "Delete");
        _world.Create(Kinds.StorageClass, storage);
        CreateStateful("db", 2, """
            "volumeClaimTemplates": [{"metadata": {"name": "data"}, "spec": {"accessModes": ["ReadWriteOnce"], "storageClassName": "local", "resources": {"requests": {"storage": "1Gi"}}}}]
            """);
        _world.Advance(20);
        Assert.Equal(["data-db-0", "data-db-1"], _world.All(Kinds.PersistentVolumeClaim).Select(c => c.Name));
        Assert.All(_world.All(Kinds.PersistentVolumeClaim), c => Assert.Equal("Bound", c.Status.Text("phase")));
        Assert.All(_world.Pods(), p => Assert.True(p.IsReady));
        var node = _world.Pods()[1].NodeName;
        _world.Change(Kinds.StatefulSet, "db", s => s["spec"]!["replicas"] = 1);
        _world.Advance(10);
        Assert.Equal(["db-0"], Names());
        Assert.Equal(2, _world.All(Kinds.PersistentVolumeClaim).Count);
        _world.Change(Kinds.StatefulSet, "db", s => s["spec"]!["replicas"] = 2);
        _world.Advance(10);
        Assert.Equal(node, _world.Pods()[1].NodeName);
    }

    [Fact]
    public void A_daemon_set_has_a_pod_on_each_node_that_it_fits()
    {
        _world.Change(Kinds.Node, "node-a", n => n["spec"]!["taints"] = new JsonArray(new JsonObject { ["key"] = "gpu", ["effect"] = "NoSchedule" }));
        _world.Change(Kinds.Node, "node-b", n => n["spec"]!["unschedulable"] = true);
        CreateDaemon("agent");
        _world.Advance(10);
        Assert.Equal(["node-b", "node-c"], _world.Pods().Select(p => p.NodeName).Order(StringComparer.Ordinal));
        _world.AddNode("node-d");
        _world.Advance(10);
        var status = _world.Get(Kinds.DaemonSet, "agent").Status;
        Assert.Equal(
            (3, 3, 3, 0), (status.Whole("desiredNumberScheduled"), status.Whole("currentNumberScheduled"), status.Whole("numberAvailable"), status.Whole("numberMisscheduled")));
        _world.Change(Kinds.Node, "node-c", n => n["spec"]!["taints"] = new JsonArray(new JsonObject { ["key"] = "gpu", ["effect"] = "NoSchedule" }));
        _world.Advance(5);
        Assert.Equal(1, _world.Get(Kinds.DaemonSet, "agent").Status.Whole("numberMisscheduled"));
    }

    [Fact]
    public void A_daemon_set_is_renewed_node_by_node()
    {
        CreateDaemon("agent");
        _world.Advance(10);
        SetImage(Kinds.DaemonSet, "agent", "app:2");
        _world.Until(() =>
        {
            Assert.True(_world.Pods().Count(p => p.IsReady) >= 2);
            return _world.Pods().Count(p => p.IsReady && ImageOf(p) == "app:2") == 3;
        }, step: 0.05);
        _world.Advance(1);
        Assert.Equal(3, _world.Get(Kinds.DaemonSet, "agent").Status.Whole("updatedNumberScheduled"));
    }

    [Fact]
    public void A_daemon_set_may_start_new_pods_before_old_ones_go()
    {
        CreateDaemon("agent", """
            "updateStrategy": {"rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}}
            """);
        _world.Advance(10);
        SetImage(Kinds.DaemonSet, "agent", "app:2");
        _world.Until(() =>
        {
            Assert.InRange(_world.Pods().Count, 3, 4);
            Assert.True(_world.Pods().Count(p => p.IsReady) >= 3);
            return _world.Pods().Count(p => p.IsReady && ImageOf(p) == "app:2") == 3 && _world.Pods().Count == 3;
        }, step: 0.05);
    }

    private static string ImageOf(PodView pod) => pod.Spec.Items("containers").First().Text("image") ?? "";

    private List<string> Names() => [.. _world.Pods().Select(p => p.Name)];

    private void SetImage(ResourceKind kind, string name, string image) =>
        _world.Change(kind, name, d => d["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = image);

    private void CreateStateful(string name, int replicas, string? more = null) => _world.Create(Kinds.StatefulSet, Some.Of(Kinds.StatefulSet, name, $$"""
        {"replicas": {{replicas}}, "serviceName": "{{name}}", "selector": {"matchLabels": {"app": "{{name}}"} }, "template": {{Some.Template(name)}}{{(more is null ? "" : "," + more)}} }
        """));

    private void CreateDaemon(string name, string? more = null) => _world.Create(Kinds.DaemonSet, Some.Of(Kinds.DaemonSet, name, $$"""
        {"selector": {"matchLabels": {"app": "{{name}}"} }, "template": {{Some.Template(name)}}{{(more is null ? "" : "," + more)}} }
        """));
}

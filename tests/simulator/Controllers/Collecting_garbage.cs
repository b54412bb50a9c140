using System.Text.Json.Nodes;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Resources;
using static Pipeline.Simulator.Tests.Controllers.ControlledWorld;

namespace Pipeline.Simulator.Tests.Controllers;

public sealed class Collecting_garbage : IDisposable
{
    private readonly ControlledWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Deletes_what_belongs_to_a_deleted_owner()
    {
        _world.Create(Kinds.Deployment, Some.Deployment("web", 3));
        _world.Advance(10);
        _world.Delete(Kinds.Deployment, "web");
        _world.Advance(10);
        Assert.Empty(_world.All(Kinds.ReplicaSet));
        Assert.Empty(_world.All(Kinds.Pod));
    }

    [Fact]
    public void Deletes_an_owner_last_when_asked_to()
    {
        _world.Create(Kinds.Deployment, Some.Deployment("web", 3));
        _world.Advance(10);
        _world.Delete(Kinds.Deployment, "web", "Foreground");
        _world.Advance(0.5);
        Assert.True(_world.Get(Kinds.Deployment, "web").IsBeingDeleted);
        _world.Until(() => _world.Find(Kinds.Deployment, "web") is null, step: 0.1);
        Assert.Empty(_world.All(Kinds.ReplicaSet));
        Assert.Empty(_world.All(Kinds.Pod));
    }

    [Fact]
    public void Leaves_what_is_orphaned_to_whom_it_matches()
    {
        _world.Create(Kinds.Deployment, Some.Deployment("web", 2));
        _world.Advance(10);
        var pods = _world.Pods().Select(p => p.Uid).ToHashSet();
        _world.Delete(Kinds.Deployment, "web", "Orphan");
        _world.Advance(5);
        Assert.Null(_world.Find(Kinds.Deployment, "web"));
        Assert.Null(Assert.Single(_world.All(Kinds.ReplicaSet)).Controller);
        _world.Create(Kinds.Deployment, Some.Deployment("web", 2));
        _world.Advance(10);
        Assert.Equal(_world.Get(Kinds.Deployment, "web").Uid, Assert.Single(_world.All(Kinds.ReplicaSet)).Controller!.Uid);
        Assert.Equal(pods, _world.Pods().Select(p => p.Uid).ToHashSet());
    }

    [Fact]
    public void Deletes_what_is_created_for_an_owner_that_is_gone()
    {
        var orphan = Some.Object(Kinds.ConfigMap, Namespace, "late");
        orphan["metadata"]!["ownerReferences"] = new JsonArray(new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "Deployment",
            ["name"] = "web",
            ["uid"] = "11111111-1111-1111-1111-111111111111",
        });
        _world.Create(Kinds.ConfigMap, orphan);
        _world.Advance(2);
        Assert.Null(_world.Find(Kinds.ConfigMap, "late"));
    }

    [Fact]
    public void Deletes_custom_objects_with_their_owner()
    {
        _world.Create(Kinds.CustomResourceDefinition, Some.Of(Kinds.CustomResourceDefinition, "widgets.example.com", """
            {"group": "example.com", "scope": "Namespaced", "names": {"plural": "widgets", "singular": "widget", "kind": "Widget", "listKind": "WidgetList"},
             "versions": [{"name": "v1", "served": true, "storage": true,
              "schema": {"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}}}]}
            """));
        _world.Advance(1);
        var owner = _world.Create(Kinds.ConfigMap, Some.Object(Kinds.ConfigMap, Namespace, "owner"));
        var kind = new ResourceKind("example.com", "v1", "Widget", "widgets");
        var widget = Some.Object(kind, Namespace, "one");
        widget["metadata"]!["ownerReferences"] = new JsonArray(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["name"] = "owner",
            ["uid"] = owner.Uid,
        });
        _world.Create(kind, widget);
        _world.Advance(1);
        Assert.NotNull(_world.Find(kind, "one"));
        _world.Delete(Kinds.ConfigMap, "owner");
        _world.Advance(1);
        Assert.Null(_world.Find(kind, "one"));
    }

    [Fact]
    public void A_replica_set_lets_a_pod_go_that_leaves_its_selector_and_takes_one_in_that_matches()
    {
        _world.Create(Kinds.ReplicaSet, Some.Of(Kinds.ReplicaSet, "web", $$"""
            {"replicas": 2, "selector": {"matchLabels": {"app": "web"} }, "template": {{Some.Template("web")}} }
            """));
        _world.Advance(5);
        var leaving = _world.Pods()[0];
        _world.Change(Kinds.Pod, leaving.Name, p => p["metadata"]!["labels"]!["app"] = "debug");
        _world.Advance(5);
        Assert.Null(_world.Pods("debug").Single().Controller);
        Assert.Equal(2, _world.Pods("web").Count);
        _world.Change(Kinds.Pod, leaving.Name, p => p["metadata"]!["labels"]!["app"] = "web");
        _world.Advance(5);
        Assert.Equal(2, _world.Pods("web").Count);
        Assert.All(_world.Pods("web"), p => Assert.Equal("web", p.Controller!.Name));
    }

    [Fact]
    public void Empties_a_namespace_that_is_deleted()
    {
        _world.Create(Kinds.Deployment, Some.Deployment("web", 2));
        var held = Some.Object(Kinds.ConfigMap, Namespace, "held");
        held["metadata"]!["finalizers"] = new JsonArray("example.com/hold");
        _world.Create(Kinds.ConfigMap, held);
        _world.Advance(10);
        _world.Delete(Kinds.Namespace, Namespace);
        _world.Advance(20);
        Assert.Empty(_world.All(Kinds.Pod));
        Assert.Equal(
            "True SomeResourcesRemain: Some resources are remaining: configmaps. has 1 resource instances", _world.Condition(Kinds.Namespace, Namespace, "NamespaceContentRemaining"));
        Assert.Equal(
            "True SomeFinalizersRemain: Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances",
            _world.Condition(Kinds.Namespace, Namespace, "NamespaceFinalizersRemaining"));
        _world.Change(Kinds.ConfigMap, "held", c => c["metadata"]!.AsObject().Remove("finalizers"));
        _world.Advance(10);
        Assert.Null(_world.Find(Kinds.Namespace, Namespace));
    }

    [Fact]
    public void Gives_each_namespace_its_account_and_certificate()
    {
        Assert.NotNull(_world.Find(Kinds.ServiceAccount, "default"));
        Assert.NotNull(_world.Find(Kinds.ConfigMap, "kube-root-ca.crt"));
        _world.Delete(Kinds.ConfigMap, "kube-root-ca.crt");
        _world.Delete(Kinds.ServiceAccount, "default");
        _world.Advance(1);
        Assert.NotNull(_world.Find(Kinds.ServiceAccount, "default"));
        Assert.NotNull(_world.Find(Kinds.ConfigMap, "kube-root-ca.crt"));
    }

    [Fact]
    public void Counts_in_a_quota_what_there_is()
    {
        _world.Create(Kinds.ResourceQuota, Some.Of(Kinds.ResourceQuota, "all", """
            {"hard": {"pods": "10", "requests.cpu": "2", "requests.memory": "1Gi", "count/deployments.apps": "5", "services": "3"}}
            """));
        _world.Create(Kinds.Deployment, Some.Deployment("web", 4, cpu: "250m"));
        _world.Advance(10);
        var used = _world.Get(Kinds.ResourceQuota, "all").Status.At("used");
        Assert.Equal(("4", "1", "64Mi", "0"), (used.Text("pods"), used.Text("requests.cpu"), used.Text("requests.memory"), used.Text("services")));
        _world.Delete(Kinds.Deployment, "web");
        _world.Advance(10);
        Assert.Equal("0", _world.Get(Kinds.ResourceQuota, "all").Status.At("used").Text("pods"));
    }

    [Fact]
    public void Forgets_events_after_an_hour()
    {
        _world.Create(Kinds.Pod, Some.Pod("one"));
        _world.Advance(50 * 60);
        Assert.NotEmpty(_world.EventsOf("one"));
        _world.Advance(11 * 60);
        Assert.Empty(_world.EventsOf("one"));
    }

    [Fact]
    public void Counts_an_event_that_is_repeated()
    {
        var pod = _world.Create(Kinds.Pod, Some.Pod("one"));
        for (var i = 0; i < 3; i++)
        {
            _world.ControlPlane.Events.Record(pod, "Warning", "BackOff", "Back-off restarting failed container app", "kubelet", "node-a", "spec.containers{app}");
            _world.Advance(10);
        }
        var recorded = Assert.Single(_world.Cluster.List(Kinds.Event, Namespace), e => e.Root.Text("reason") == "BackOff").Root;
        Assert.Equal(3, recorded.Whole("count"));
        Assert.Equal(TimeSpan.FromSeconds(20), recorded.Time("lastTimestamp") - recorded.Time("firstTimestamp"));
        Assert.Equal("spec.containers{app}", recorded.At("involvedObject").Text("fieldPath"));
        Assert.Equal(("kubelet", "node-a"), (recorded.At("source").Text("component"), recorded.At("source").Text("host")));
    }

    [Fact]
    public void Drops_a_flood_of_events_about_one_object()
    {
        var pod = _world.Create(Kinds.Pod, Some.Pod("one"));
        for (var i = 0; i < 60; i++)
            _world.ControlPlane.Events.Record(pod, "Warning", "Unhealthy", $"probe {i} failed", "kubelet", "node-a");
        var counts = _world.Cluster.List(Kinds.Event, Namespace).Where(e => e.Root.Text("reason") == "Unhealthy").Select(e => e.Root.Whole("count") ?? 0).ToList();
        Assert.Equal(25, counts.Sum());
    }
}

using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Resources;
using static Pipeline.Simulator.Tests.Controllers.ControlledWorld;

namespace Pipeline.Simulator.Tests.Controllers;

public sealed class Rolling_out_a_deployment : IDisposable
{
    private readonly ControlledWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Makes_a_replica_set_named_by_its_template()
    {
        _world.Create(Kinds.Deployment, Some.Deployment("web", 3));
        _world.Advance(5);
        var set = Assert.Single(_world.All(Kinds.ReplicaSet));
        Assert.Matches("^web-[bcdfghjklmnpqrstvwxz2456789]{6,10}$", set.Name);
        Assert.Equal(set.Name, "web-" + set.Labels["pod-template-hash"]);
        Assert.Equal("1", set.Annotations["deployment.kubernetes.io/revision"]);
        Assert.Equal("3", set.Annotations["deployment.kubernetes.io/desired-replicas"]);
        Assert.Equal("4", set.Annotations["deployment.kubernetes.io/max-replicas"]);
        var deployment = _world.Get(Kinds.Deployment, "web");
        Assert.Equal("1", deployment.Annotations["deployment.kubernetes.io/revision"]);
        Assert.Equal((3, 3, 3, 3), (Count(deployment, "replicas"), Count(deployment, "updatedReplicas"), Count(deployment, "readyReplicas"), Count(deployment, "availableReplicas")));
        Assert.Equal(deployment.Generation, deployment.ObservedGeneration);
        Assert.Equal("True MinimumReplicasAvailable: Deployment has minimum availability.", _world.Condition(Kinds.Deployment, "web", "Available"));
        Assert.Equal(
            $"True NewReplicaSetAvailable: ReplicaSet \"{set.Name}\" has successfully progressed.", _world.Condition(Kinds.Deployment, "web", "Progressing"));
        Assert.Equal([$"ScalingReplicaSet: Scaled up replica set {set.Name} from 0 to 3"], _world.EventsOf("web"));
        Assert.All(_world.EventsOf(set.Name), e => Assert.Matches($"^SuccessfulCreate: Created pod: {set.Name}-[a-z0-9]{{5}}$", e));
        Assert.All(_world.Pods(), p => Assert.Equal("Running", p.Phase));
    }

    [Theory]
    [InlineData(4, "25%", "25%", 5, 3)]
    [InlineData(10, "3", "2", 13, 8)]
    [InlineData(5, "0", "1", 5, 4)]
    [InlineData(3, "1", "0", 4, 3)]
    [InlineData(1, "25%", "25%", 2, 1)]
    public void Stays_within_the_bounds_of_its_strategy(int replicas, string surge, string unavailable, int most, int leastAvailable)
    {
        _world.Create(Kinds.Deployment, Some.Deployment("web", replicas, more:
            $$"""
            "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": {{Quoted(surge)}}, "maxUnavailable": {{Quoted(unavailable)}} } }
            """));
        _world.Until(() => _world.Pods().Count(p => p.IsReady) == replicas);
        SetImage("app:2");
        _world.Until(() =>
        {
            var pods = _world.Pods();
            Assert.InRange(pods.Count, 0, most);
            Assert.InRange(pods.Count(p => p.IsReady), leastAvailable, most);
            return pods.Count == replicas && pods.TrueForAll(p => p.IsReady && ImageOf(p) == "app:2");
        }, step: 0.01);
        _world.Advance(2);
        Assert.StartsWith("True NewReplicaSetAvailable", _world.Condition(Kinds.Deployment, "web", "Progressing"), StringComparison.Ordinal);
        Assert.Equal("2", _world.Get(Kinds.Deployment, "web").Annotations["deployment.kubernetes.io/revision"]);
    }

    [Fact]
    public void Going_back_to_an_old_template_makes_its_replica_set_the_newest()
    {
        _world.Create(Kinds.Deployment, Some.Deployment("web", 2));
        _world.Advance(10);
        SetImage("app:2");
        _world.Advance(20);
        SetImage("app:1");
        _world.Advance(20);
        var sets = _world.All(Kinds.ReplicaSet);
        Assert.Equal(2, sets.Count);
        var back = sets.Single(s => s.Spec.Whole("replicas") == 2);
        Assert.Equal("3", back.Annotations["deployment.kubernetes.io/revision"]);
        Assert.Equal("1", back.Annotations["deployment.kubernetes.io/revision-history"]);
        Assert.Equal("3", _world.Get(Kinds.Deployment, "web").Annotations["deployment.kubernetes.io/revision"]);
        Assert.All(_world.Pods(), p => Assert.Equal("app:1", ImageOf(p)));
    }

    [Fact]
    public void Gets_stuck_when_the_new_pods_do_not_become_ready_and_says_so_after_its_deadline()
    {
        _world.Create(Kinds.Deployment, Some.Deployment("web", 3, more: "\"progressDeadlineSeconds\": 60"));
        _world.Advance(10);
        _world.Kubelets.BecomesReady = p => ImageOf(p) != "app:2";
        SetImage("app:2");
        _world.Advance(30);
        Assert.StartsWith("True ReplicaSetUpdated", _world.Condition(Kinds.Deployment, "web", "Progressing"), StringComparison.Ordinal);
        Assert.Equal(3, _world.Pods().Count(p => p.IsReady));
        _world.Advance(40);
        var stuck = _world.Pods().First(p => !p.IsReady).Controller!.Name;
        Assert.Equal(
            $"False ProgressDeadlineExceeded: ReplicaSet \"{stuck}\" has timed out progressing.", _world.Condition(Kinds.Deployment, "web", "Progressing"));
        Assert.StartsWith("True MinimumReplicasAvailable", _world.Condition(Kinds.Deployment, "web", "Available"), StringComparison.Ordinal);
        SetImage("app:1");
        _world.Advance(20);
        Assert.StartsWith("True NewReplicaSetAvailable", _world.Condition(Kinds.Deployment, "web", "Progressing"), StringComparison.Ordinal);
        Assert.Equal(3, _world.Pods().Count(p => p.IsReady && ImageOf(p) == "app:1"));
    }

    [Fact]
    public void Recreates_only_after_the_last_old_pod_is_gone()
    {
        _world.Create(Kinds.Deployment, Some.Deployment("web", 3, more: "\"strategy\": {\"type\": \"Recreate\"}"));
        _world.Advance(10);
        SetImage("app:2");
        _world.Until(() =>
        {
            var images = _world.Cluster.List(Kinds.Pod, Namespace).Select(p => ImageOf(new PodView(p))).Distinct().ToList();
            Assert.InRange(images.Count, 0, 1);
            return images is ["app:2"] && _world.Pods().Count(p => p.IsReady) == 3;
        }, step: 0.05);
    }

    [Fact]
    public void Scales_all_its_replica_sets_in_proportion_in_the_middle_of_a_rollout()
    {
        _world.Create(Kinds.Deployment, Some.Deployment("web", 10, more:
            """
            "strategy": {"rollingUpdate": {"maxSurge": 3, "maxUnavailable": 2}}
            """));
        _world.Advance(10);
        _world.Kubelets.BecomesReady = p => ImageOf(p) != "app:2";
        SetImage("app:2");
        _world.Advance(10);
        Assert.Equal([5, 8], Sizes());
        _world.Change(Kinds.Deployment, "web", d => d["spec"]!["replicas"] = 15);
        _world.Advance(5);
        Assert.Equal([7, 11], Sizes());
    }

    [Fact]
    public void Does_nothing_with_a_new_template_while_paused()
    {
        _world.Create(Kinds.Deployment, Some.Deployment("web", 2));
        _world.Advance(10);
        _world.Change(Kinds.Deployment, "web", d => d["spec"]!["paused"] = true);
        SetImage("app:2");
        _world.Advance(10);
        Assert.Single(_world.All(Kinds.ReplicaSet));
        Assert.Equal("Unknown DeploymentPaused: Deployment is paused", _world.Condition(Kinds.Deployment, "web", "Progressing"));
        _world.Change(Kinds.Deployment, "web", d => d["spec"]!["paused"] = false);
        _world.Advance(20);
        Assert.All(_world.Pods(), p => Assert.Equal("app:2", ImageOf(p)));
    }

    [Fact]
    public void Keeps_as_many_old_replica_sets_as_it_is_told()
    {
        _world.Create(Kinds.Deployment, Some.Deployment("web", 1, more: "\"revisionHistoryLimit\": 2"));
        for (var version = 2; version < 7; version++)
        {
            _world.Advance(20);
            SetImage($"app:{version}");
        }
        _world.Advance(20);
        Assert.Equal(["4", "5", "6"], _world.All(Kinds.ReplicaSet).Select(s => s.Annotations["deployment.kubernetes.io/revision"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Shows_that_a_quota_keeps_pods_from_being_made_and_recovers_without_it()
    {
        _world.Create(Kinds.ResourceQuota, Some.Of(Kinds.ResourceQuota, "small", """{"hard": {"pods": "1"}}"""));
        _world.Advance(1);
        _world.Create(Kinds.Deployment, Some.Deployment("web", 3));
        _world.Advance(10);
        Assert.Single(_world.Pods());
        var set = _world.All(Kinds.ReplicaSet)[0].Name;
        Assert.Matches(
            $"^True FailedCreate: pods \"{set}-.{{5}}\" is forbidden: exceeded quota: small, requested: pods=1, used: pods=1, limited: pods=1$",
            _world.Condition(Kinds.Deployment, "web", "ReplicaFailure"));
        Assert.Contains(_world.EventsOf(set), e => e.StartsWith($"FailedCreate: Error creating: pods \"{set}-", StringComparison.Ordinal));
        Assert.Contains(_world.EventsOf(set), e => e.StartsWith("FailedCreate: (combined from similar events): Error creating: ", StringComparison.Ordinal));
        _world.Delete(Kinds.ResourceQuota, "small");
        _world.Until(() => _world.Pods().Count(p => p.IsReady) == 3, within: 1200, step: 10);
        _world.Advance(5);
        Assert.Null(_world.Condition(Kinds.Deployment, "web", "ReplicaFailure"));
    }

    [Fact]
    public void Is_left_alone_when_long_after_its_end_a_pod_cannot_come_back()
    {
        _world.Create(Kinds.Deployment, Some.Deployment("web", 3));
        _world.Until(() => _world.Pods().Count(p => p.IsReady) == 3, within: 60, step: 1);
        _world.Advance(1200); // twice the progress deadline
        _world.Create(Kinds.ResourceQuota, Some.Of(Kinds.ResourceQuota, "full", """{"hard": {"pods": "2"}}"""));
        _world.Delete(Kinds.Pod, _world.Pods()[0].Name);
        _world.Advance(60);
        Assert.StartsWith("True FailedCreate", _world.Condition(Kinds.Deployment, "web", "ReplicaFailure"), StringComparison.Ordinal);
        Assert.StartsWith("True NewReplicaSetAvailable", _world.Condition(Kinds.Deployment, "web", "Progressing"), StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_a_pod_only_after_it_was_ready_for_a_while()
    {
        _world.Create(Kinds.Deployment, Some.Deployment("web", 1, more: "\"minReadySeconds\": 30"));
        _world.Advance(20);
        var early = _world.Get(Kinds.Deployment, "web");
        Assert.Equal((1, 0), (Count(early, "readyReplicas"), Count(early, "availableReplicas")));
        _world.Advance(20);
        Assert.Equal(1, Count(_world.Get(Kinds.Deployment, "web"), "availableReplicas"));
    }

    private static string Quoted(string value) => value.EndsWith('%') ? $"\"{value}\"" : value;

    private static int Count(ObjectView view, string name) => view.Status.Whole(name) ?? 0;

    private static string ImageOf(PodView pod) => pod.Spec.Items("containers").First().Text("image") ?? "";

    private int[] Sizes() => [.. _world.All(Kinds.ReplicaSet).Select(s => s.Spec.Whole("replicas") ?? 0).Order()];

    private void SetImage(string image) =>
        _world.Change(Kinds.Deployment, "web", d => d["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = image);
}

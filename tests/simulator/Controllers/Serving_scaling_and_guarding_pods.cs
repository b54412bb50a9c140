using System.Text.Json;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Tests.Controllers;

public sealed class Serving_scaling_and_guarding_pods : IDisposable
{
    private readonly ControlledWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Endpoints_list_ready_pods_and_those_that_are_not()
    {
        CreateService("web");
        _world.Kubelets.BecomesReady = p => p.Uid != _world.Pods().Select(o => o.Uid).Min(StringComparer.Ordinal);
        _world.Create(Kinds.Deployment, Some.Deployment("web", 3));
        _world.Advance(5);
        var subset = Assert.Single(_world.Get(Kinds.Endpoints, "web").Stored.Root.Items("subsets"));
        Assert.Equal((2, 1), (subset.Items("addresses").Count(), subset.Items("notReadyAddresses").Count()));
        var port = Assert.Single(subset.Items("ports"));
        Assert.Equal(("web", 8080, "TCP"), (port.Text("name"), port.Whole("port"), port.Text("protocol")));
        var slice = Assert.Single(_world.All(Kinds.EndpointSlice));
        Assert.Equal("web", slice.Labels["kubernetes.io/service-name"]);
        Assert.Equal(2, slice.Stored.Root.Items("endpoints").Count(e => e.At("conditions").Flag("ready") == true));
        var endpoint = slice.Stored.Root.Items("endpoints").First();
        Assert.StartsWith("node-", endpoint.Text("nodeName"), StringComparison.Ordinal);
        Assert.Equal("Pod", endpoint.At("targetRef").Text("kind"));
    }

    [Fact]
    public void A_pod_that_goes_leaves_the_endpoints_at_once_and_the_slice_says_it_terminates()
    {
        CreateService("web");
        _world.Create(Kinds.Pod, Some.Pod("web"));
        _world.Advance(5);
        _world.Kubelets.StopTakes = TimeSpan.FromSeconds(20);
        _world.Delete(Kinds.Pod, "web");
        _world.Advance(1);
        Assert.Empty(_world.Get(Kinds.Endpoints, "web").Stored.Root.Items("subsets"));
        var conditions = _world.All(Kinds.EndpointSlice).Single().Stored.Root.Items("endpoints").Single().At("conditions");
        Assert.Equal((false, true, true), (conditions.Flag("ready"), conditions.Flag("serving"), conditions.Flag("terminating")));
        _world.Advance(30);
        Assert.Empty(_world.All(Kinds.EndpointSlice).Single().Stored.Root.Items("endpoints"));
    }

    [Fact]
    public void Slices_hold_a_hundred_endpoints_each()
    {
        for (var i = 0; i < 5; i++)
            _world.AddNode($"more-{i}", "16");
        CreateService("web");
        _world.Create(Kinds.Deployment, Some.Deployment("web", 150));
        _world.Advance(10);
        Assert.Equal([50, 100], _world.All(Kinds.EndpointSlice).Select(s => s.Stored.Root.Items("endpoints").Count()).Order());
        _world.Delete(Kinds.Service, "web");
        _world.Advance(2);
        Assert.Empty(_world.All(Kinds.EndpointSlice));
        Assert.Null(_world.Find(Kinds.Endpoints, "web"));
    }

    [Fact]
    public void An_autoscaler_follows_the_load_up_at_once_and_down_after_five_minutes()
    {
        _world.UsedCores = _ => 0.2;
        _world.Create(Kinds.Deployment, Some.Deployment("web", 2, cpu: "100m"));
        CreateAutoscaler("web", 2, 8);
        _world.Until(() => Replicas("web") == 4, within: 60);
        Assert.Equal("True ValidMetricFound: the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)",
            _world.Condition(Kinds.HorizontalPodAutoscaler, "web", "ScalingActive"));
        Assert.Contains("SuccessfulRescale: New size: 4; reason: cpu resource utilization (percentage of request) above target", _world.EventsOf("web"));
        _world.Until(() => Replicas("web") == 8, within: 120);
        _world.Advance(60);
        Assert.Equal("True TooManyReplicas: the desired replica count is more than the maximum replica count",
            _world.Condition(Kinds.HorizontalPodAutoscaler, "web", "ScalingLimited"));
        var status = _world.Get(Kinds.HorizontalPodAutoscaler, "web").Status;
        Assert.Equal((8, 8), (status.Whole("currentReplicas"), status.Whole("desiredReplicas")));
        Assert.Equal(200, status.Items("currentMetrics").Single().At("resource", "current").Whole("averageUtilization"));
        _world.UsedCores = _ => 0.01;
        _world.Advance(240);
        Assert.Equal(8, Replicas("web"));
        Assert.StartsWith("True ScaleDownStabilized", _world.Condition(Kinds.HorizontalPodAutoscaler, "web", "AbleToScale"), StringComparison.Ordinal);
        _world.Advance(120);
        Assert.Equal(2, Replicas("web"));
        Assert.Contains("SuccessfulRescale: New size: 2; reason: All metrics below target", _world.EventsOf("web"));
    }

    [Fact]
    public void An_autoscaler_leaves_well_alone()
    {
        _world.UsedCores = _ => 0.105;
        _world.Create(Kinds.Deployment, Some.Deployment("web", 3, cpu: "100m"));
        CreateAutoscaler("web", 1, 8);
        _world.Advance(120);
        Assert.Equal(3, Replicas("web"));
        Assert.Equal("True ReadyForNewScale: recommended size matches current size", _world.Condition(Kinds.HorizontalPodAutoscaler, "web", "AbleToScale"));
        Assert.Equal("False DesiredWithinRange: the desired count is within the acceptable range", _world.Condition(Kinds.HorizontalPodAutoscaler, "web", "ScalingLimited"));
    }

    [Fact]
    public void An_autoscaler_without_metrics_says_so()
    {
        _world.Create(Kinds.Deployment, Some.Deployment("web", 2, cpu: "100m"));
        CreateAutoscaler("web", 1, 8);
        _world.Advance(30);
        const string Why = "failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API";
        Assert.Equal($"False FailedGetResourceMetric: the HPA was unable to compute the replica count: {Why}",
            _world.Condition(Kinds.HorizontalPodAutoscaler, "web", "ScalingActive"));
        Assert.Contains($"FailedGetResourceMetric: {Why}", _world.EventsOf("web"));
        Assert.Contains(
            $"FailedComputeMetricsReplicas: invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: {Why}", _world.EventsOf("web"));
    }

    [Fact]
    public void An_autoscaler_without_target_says_so()
    {
        CreateAutoscaler("web", 1, 8);
        _world.Advance(20);
        Assert.Equal("False FailedGetScale: the HPA controller was unable to get the target's current scale: deployments.apps \"web\" not found",
            _world.Condition(Kinds.HorizontalPodAutoscaler, "web", "AbleToScale"));
    }

    [Theory]
    [InlineData("\"minAvailable\": 2", 2, 1, "True SufficientPods: ")]
    [InlineData("\"minAvailable\": \"100%\"", 3, 0, "False InsufficientPods: ")]
    [InlineData("\"maxUnavailable\": 1", 2, 1, "True SufficientPods: ")]
    [InlineData("\"maxUnavailable\": \"50%\"", 1, 2, "True SufficientPods: ")]
    public void A_budget_says_how_many_pods_may_go(string limit, int desired, int allowed, string condition)
    {
        _world.Create(Kinds.Deployment, Some.Deployment("web", 3));
        CreateBudget(limit);
        _world.Advance(10);
        Assert.Equal((3, desired, 3, allowed), Budget());
        Assert.Equal(condition, _world.Condition(Kinds.PodDisruptionBudget, "web", "DisruptionAllowed"));
        _world.Kubelets.SetReady(_world.Pods()[0], false);
        _world.Advance(2);
        Assert.Equal((2, desired, 3, Math.Max(0, allowed - 1)), Budget());
    }

    [Fact]
    public void A_budget_of_pods_without_controller_cannot_count_them()
    {
        _world.Create(Kinds.Pod, Some.Pod("web"));
        CreateBudget("\"maxUnavailable\": 1");
        _world.Advance(5);
        Assert.Equal("False SyncFailed: found no controllers for pod \"web\"", _world.Condition(Kinds.PodDisruptionBudget, "web", "DisruptionAllowed"));
    }

    private int? Replicas(string deployment) => _world.Get(Kinds.Deployment, deployment).Spec.Whole("replicas");

    private (int?, int?, int?, int?) Budget()
    {
        JsonElement status = _world.Get(Kinds.PodDisruptionBudget, "web").Status;
        return (status.Whole("currentHealthy"), status.Whole("desiredHealthy"), status.Whole("expectedPods"), status.Whole("disruptionsAllowed"));
    }

    private void CreateService(string name) => _world.Create(Kinds.Service, Some.Of(Kinds.Service, name, $$"""
        {"selector": {"app": "{{name}}"}, "ports": [{"name": "web", "port": 80, "targetPort": "http"}]}
        """));

    private void CreateAutoscaler(string name, int min, int max) => _world.Create(Kinds.HorizontalPodAutoscaler, Some.Of(Kinds.HorizontalPodAutoscaler, name, $$"""
        {"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "{{name}}"}, "minReplicas": {{min}}, "maxReplicas": {{max}},
         "metrics": [{"type": "Resource", "resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 100} } }]}
        """));

    private void CreateBudget(string limit) => _world.Create(Kinds.PodDisruptionBudget, Some.Of(Kinds.PodDisruptionBudget, "web", $$"""
        { {{limit}}, "selector": {"matchLabels": {"app": "web"} } }
        """));
}

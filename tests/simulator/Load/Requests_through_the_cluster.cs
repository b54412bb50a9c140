using Pipeline.Simulator.Load;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Tests.World;

namespace Pipeline.Simulator.Tests.Load;

public sealed class Requests_through_the_cluster
{
    private const double Mi = 1 << 20;
    private readonly TestWorld _world = new();

    [Fact]
    public void Are_counted_where_they_are_answered_with_their_codes_and_times()
    {
        Service("web", "ghcr.io/shop/web:1", new() { Process = "web", CoreSecondsPerRequest = 0.002, ErrorRate = 0.1 });
        _world.Model.AddTraffic(new TrafficSource(new("shop", "web"), 50, DailySwing: 0));
        _world.Advance(120);
        var requests = Assert.Single(_world.Model.Measurements.Requests());
        Assert.Equal(("shop", "web", "web", "worker-1"), (requests.Namespace, requests.Service, requests.Pod, requests.Node));
        Assert.InRange(requests.DurationCount, 4000, 6000);
        Assert.InRange(requests.ByCode["500"] / requests.DurationCount, 0.09, 0.11);
        Assert.Equal(requests.DurationBuckets.Select(b => b.Value).Order(), requests.DurationBuckets.Select(b => b.Value));
        Assert.InRange(requests.DurationSum / requests.DurationCount, 0.005, 0.05);
        var container = Assert.Single(_world.Model.Measurements.Containers());
        Assert.InRange(container.CpuSeconds, 8, 16);
        Assert.Contains(_world.Log(_world.Cluster.Find(Kinds.Pod, "shop", "web")!), l => l.Contains("unhandled exception", StringComparison.Ordinal));
    }

    [Fact]
    public void Fail_along_the_calls_when_a_service_has_no_pod_that_is_ready()
    {
        Service("web", "ghcr.io/shop/web:1", new() { Process = "web", Calls = [new("db", 0.5)] });
        _world.Create(Kinds.Service, """{"metadata":{"name":"db","namespace":"shop"},"spec":{"selector":{"app":"db"},"ports":[{"port":5432}]}}""");
        _world.Model.AddTraffic(new TrafficSource(new("shop", "web"), 50, DailySwing: 0));
        _world.Advance(60);
        Assert.InRange(_world.Model.Load.Sites[new("shop", "web")].Failure, 0.45, 0.55);
        Assert.Contains(_world.Log(_world.Cluster.Find(Kinds.Pod, "shop", "web")!), l => l.Contains("call to db failed", StringComparison.Ordinal)
            && l.Contains("connection refused", StringComparison.Ordinal));
    }

    [Fact]
    public void Wait_and_time_out_when_the_limit_is_too_low_for_them()
    {
        Service("web", "ghcr.io/shop/web:1", new() { Process = "web", CoreSecondsPerRequest = 0.02 }, "\"resources\":{\"limits\":{\"cpu\":\"500m\"}},");
        _world.Model.AddTraffic(new TrafficSource(new("shop", "web"), 50, DailySwing: 0));
        _world.Advance(120);
        var container = Assert.Single(_world.Model.Measurements.Containers());
        Assert.InRange(container.ThrottledPeriods / container.Periods, 0.8, 1);
        Assert.InRange(_world.Model.OfPod(container.PodUid)!["app"].Cores, 0.4, 0.51);
        Assert.InRange(_world.Model.Load.Sites[new("shop", "web")].Failure, 0.4, 0.65);
        Assert.True(Assert.Single(_world.Model.Measurements.Requests()).ByCode["504"] > 1000);
    }

    [Fact]
    public void Do_not_pass_a_policy_that_lets_nobody_in()
    {
        Service("web", "ghcr.io/shop/web:1", new() { Process = "web", Calls = [new("api")] });
        Service("api", "ghcr.io/shop/api:1", new() { Process = "api" });
        _world.Model.AddTraffic(new TrafficSource(new("shop", "web"), 50, DailySwing: 0));
        _world.Advance(30);
        Assert.Equal(0, _world.Model.Load.Sites[new("shop", "web")].Failure);
        _world.Create(Kinds.NetworkPolicy, """
            {"metadata":{"name":"closed","namespace":"shop"},"spec":{"podSelector":{"matchLabels":{"app":"api"}},"policyTypes":["Ingress"]}}
            """);
        _world.Advance(10);
        Assert.Equal(1, _world.Model.Load.Sites[new("shop", "web")].Failure);
        _world.Change(Kinds.NetworkPolicy, "closed", p => p["spec"]!["ingress"] =
            System.Text.Json.Nodes.JsonNode.Parse("""[{"from":[{"podSelector":{"matchLabels":{"app":"web"}}}],"ports":[{"port":8080}]}]"""));
        _world.Advance(10);
        Assert.Equal(0, _world.Model.Load.Sites[new("shop", "web")].Failure);
    }

    [Fact]
    public void Make_memory_follow_and_leaks_grow()
    {
        Service("web", "ghcr.io/shop/web:1", new() { Process = "web", IdleBytes = 50 * Mi, BytesPerRequestRate = 1 * Mi, LeakBytesPerSecond = 0.1 * Mi });
        _world.Advance(60);
        var before = Assert.Single(_world.Model.Measurements.Containers()).WorkingSetBytes;
        _world.Model.AddTraffic(new TrafficSource(new("shop", "web"), 100, DailySwing: 0));
        _world.Advance(60);
        Assert.InRange((Assert.Single(_world.Model.Measurements.Containers()).WorkingSetBytes - before) / Mi, 90, 130);
    }

    [Fact]
    public void Are_the_same_in_two_worlds_of_one_seed()
    {
        static double Run()
        {
            var world = new TestWorld();
            new Requests_through_the_cluster(world).Service("web", "ghcr.io/shop/web:1", new() { Process = "web" });
            world.Model.AddTraffic(new TrafficSource(new("shop", "web"), 50));
            world.Advance(300);
            return world.Model.Measurements.Requests().Single().DurationSum;
        }
        Assert.Equal(Run(), Run());
    }

    public Requests_through_the_cluster()
    {
    }

    private Requests_through_the_cluster(TestWorld world) => _world = world;

    /// <summary>A pod with a service and a slice, as the control plane would make them.</summary>
    private void Service(string name, string image, Simulator.Images.ImageProgram program, string container = "")
    {
        _world.Model.Images.Publish(image, program);
        var pod = _world.Pod($"{container}\"image\":\"{image}\",\"ports\":[{{\"containerPort\":8080}}]", name: name, labels: $"\"app\":\"{name}\"");
        _world.Create(Kinds.Service, $$$"""{"metadata":{"name":"{{{name}}}","namespace":"shop"},"spec":{"selector":{"app":"{{{name}}}"},"ports":[{"port":8080,"targetPort":8080}]} }""");
        _world.Create(Kinds.EndpointSlice, $$$"""
            {"metadata":{"name":"{{{name}}}-x","namespace":"shop","labels":{"kubernetes.io/service-name":"{{{name}}}"} },"addressType":"IPv4","ports":[{"port":8080}],
             "endpoints":[{"addresses":["10.244.0.9"],"conditions":{"ready":true},"nodeName":"worker-1","targetRef":{"kind":"Pod","name":"{{{name}}}","uid":"{{{pod.Uid}}}"} }]}
            """);
        _world.Advance(20);
    }
}

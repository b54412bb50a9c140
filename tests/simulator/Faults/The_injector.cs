using System.Text.Json.Nodes;
using Pipeline.Simulator.Faults;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Tests.World;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Tests.Faults;

public sealed class The_injector
{
    private readonly TestWorld _world = new();
    private readonly FaultInjector _injector;

    public The_injector()
    {
        _injector = new FaultInjector(_world.Model);
        _world.Create(Kinds.Deployment, """
            {"metadata":{"name":"web","namespace":"shop"},
             "spec":{"replicas":1,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},
              "spec":{"containers":[{"name":"app","image":"nginx:1.27","env":[{"name":"A","value":"1"}]}]}}}}
            """);
    }

    [Theory]
    [InlineData("memory-leek", "shop/deployment/web", "", "fault", "Choose one of bad-rollout")]
    [InlineData("memory-leak", null, "", "target", "Write namespace/deployment/name")]
    [InlineData("memory-leak", "shop/deployment/wab", "", "target", "There is web")]
    [InlineData("memory-leak", "shop/service/web", "", "target", "Write namespace/deployment/name")]
    [InlineData("memory-leak", "shop/deployment/web", "speed=3", "parameters.speed", "It has rate")]
    [InlineData("memory-leak", "shop/deployment/web", "rate=fast", "parameters.rate", "Write a number from 0.1 to 10000")]
    [InlineData("node-not-ready", "worker-9", "", "target", "There is worker-1")]
    [InlineData("node-not-ready", "worker-1", "mode=nap", "parameters.mode", "Write kubelet or power")]
    [InlineData("dns-failures", "shop", "", "target", "Leave the target out")]
    [InlineData("hpa-maxed", "shop/deployment/web", "", "target", "Choose a workload that has one")]
    [InlineData("crash-bad-config", "shop/deployment/web", "", "target", "Choose a workload with such a map")]
    [InlineData("crash-missing-env", "shop/deployment/web", "variable=B", "parameters.variable", "Choose one of A")]
    public void Refuses_what_it_cannot_do_and_says_what_would_do(string fault, string? target, string parameter, string field, string wayOut)
    {
        var parameters = parameter.Length == 0 ? null : new Dictionary<string, string> { [parameter.Split('=')[0]] = parameter.Split('=')[1] };
        var refusal = Assert.Throws<FaultException>(() => _injector.Start(new FaultRequest(fault, target, parameters)));
        Assert.Equal(field, refusal.Field);
        Assert.StartsWith(wayOut, refusal.WayOut);
        Assert.Empty(_injector.Active);
    }

    [Fact]
    public void Ends_a_fault_after_its_time()
    {
        _injector.Start(new FaultRequest("image-not-found", "shop/deployment/web", For: TimeSpan.FromMinutes(5)));
        Assert.Equal("nginx:does-not-exist", Image());
        _world.Advance(301);
        Assert.Equal("nginx:1.27", Image());
        Assert.Empty(_injector.Active);
    }

    [Fact]
    public void Leaves_alone_what_somebody_has_treated_meanwhile()
    {
        var fault = _injector.Start(new FaultRequest("image-not-found", "shop/deployment/web"));
        _world.Change(Kinds.Deployment, "web", d => d["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = "nginx:1.28");
        Assert.True(_injector.Clear(fault.Id));
        Assert.Equal("nginx:1.28", Image());
        Assert.False(_injector.Clear(fault.Id));
    }

    [Fact]
    public void Hides_what_is_wrong_with_an_image_from_the_objects()
    {
        _injector.Start(new FaultRequest("memory-leak", "shop/deployment/web"));
        Assert.Equal("nginx:1.28", Image());
        Assert.False(_world.Cluster.Find(Kinds.Deployment, "shop", "web")!.Root.GetRawText().Contains("leak", StringComparison.Ordinal));
    }

    [Fact]
    public void Takes_a_change_out_of_json_and_nothing_else()
    {
        var (before, after, now) = (Json("""{"a":1,"b":{"c":1},"l":[{"x":1},{"y":1}]}"""), Json("""{"a":2,"b":{"c":1,"d":2},"l":[{"x":2},{"y":1}]}"""),
            Json("""{"a":2,"b":{"c":3,"d":2},"l":[{"x":2},{"y":5}],"z":0}"""));
        JsonRevert.Apply(now, before, after);
        Assert.Equal("""{"a":1,"b":{"c":3},"l":[{"x":1},{"y":5}],"z":0}""", now.ToJsonString());
    }

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    private string? Image() => _world.Cluster.Find(Kinds.Deployment, "shop", "web")!.Root.Items("spec", "template", "spec", "containers").First().Text("image");
}

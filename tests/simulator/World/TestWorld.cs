using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Recording;
using Pipeline.Simulator.Nodes;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Time;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Tests.World;

/// <summary>Nodes without a control plane: pods are bound by hand.</summary>
internal sealed class TestWorld
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly WriteOptions Options = new("test", "test");

    public TestWorld(int nodes = 1, NodeHardware? hardware = null)
    {
        Loop = new SimulationLoop(Noon, TimeProvider.System);
        Cluster = new SimulatedCluster(new ObjectStore(), Loop);
        foreach (var ns in new[] { "default", "shop", "kube-system", "kube-node-lease" })
            Create(Kinds.Namespace, $$"""{"metadata":{"name":"{{ns}}"} }""");
        Model = new WorldModel(Cluster, Loop, new EventRecorder(Cluster, Loop), seed: 7);
        for (var i = 1; i <= nodes; i++)
            Model.AddNode((hardware ?? new NodeHardware("")) with { Name = $"worker-{i}" });
        Model.Start();
        Advance(1);
    }

    public SimulationLoop Loop { get; }

    public ICluster Cluster { get; }

    public WorldModel Model { get; }

    public void Advance(double seconds) => Loop.Advance(TimeSpan.FromSeconds(seconds));

    public StoredObject Create(ResourceKind kind, string json)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        node["apiVersion"] = kind.ApiVersion;
        node["kind"] = kind.Kind;
        return Cluster.Create(kind, node, Options);
    }

    /// <summary>A pod on the first node.</summary>
    /// <param name="container">What the container has besides its name, app.</param>
    /// <param name="spec">What the spec has besides.</param>
    public StoredObject Pod(string container, string spec = "", string name = "web", string labels = "") => Create(Kinds.Pod,
        $$"""
        {"metadata":{"name":"{{name}}","namespace":"shop","labels":{ {{labels}} } },
         "spec":{"nodeName":"worker-1"{{(spec.Length > 0 ? "," + spec : "")}},"containers":[{"name":"app",{{container}} }]},
         "status":{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"True"}]} }
        """);

    public void Change(ResourceKind kind, string name, Action<JsonObject> change) => Cluster.Modify(kind, kind.Namespaced ? "shop" : "", name, change, Options);

    public JsonElement Status(string name = "web") => Cluster.Find(Kinds.Pod, "shop", name)!.Root.GetProperty("status");

    /// <summary>The state of the pod's (first) container as people say it: "Running", or the reason why not.</summary>
    public string State(string name = "web")
    {
        var state = Container(name).At("state");
        return state.Has("running") ? "Running" : state.Text("waiting", "reason") ?? state.Text("terminated", "reason") ?? "?";
    }

    public JsonElement Container(string name = "web") => Status(name).Items("containerStatuses").FirstOrDefault();

    public string? Condition(string type, string name = "web") =>
        Status(name).Items("conditions").First(c => c.Text("type") == type).Text("status");

    /// <summary>The events of a reason, oldest first, as their messages.</summary>
    public IReadOnlyList<string> Events(string reason, string about = "web") =>
        [.. Cluster.List(Kinds.Event).Where(e => e.Root.Text("reason") == reason && e.Root.Text("involvedObject", "name") == about)
            .OrderBy(e => e.ResourceVersion).Select(e => e.Root.Text("message") ?? "")];

    public IReadOnlyList<string> Log(StoredObject pod, bool previous = false) => [.. (Model.Read(pod.Uid, "app", previous) ?? []).Select(l => l.Text)];

    /// <summary>Advances second by second until something holds.</summary>
    public void Until(Func<bool> holds, double seconds, string what)
    {
        for (var i = 0; i < seconds; i++)
        {
            if (holds())
                return;
            Advance(1);
        }
        Assert.True(holds(), $"not within {seconds} s: {what}");
    }
}

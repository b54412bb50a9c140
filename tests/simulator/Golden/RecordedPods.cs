using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Patching;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Tests.Golden;

/// <summary>The pods that the recorder made, and what it did as their scheduler and their kubelet.</summary>
internal sealed class RecordedPods(SimulatedCluster cluster)
{
    public void Create(string name, string? node, params string[] containers) => Create(name, node, null, containers);

    public void Create(string name, string? node, string? app, params string[] containers)
    {
        var json = Exchange.Read("binding-pod-create").Request["body"]!.DeepClone().AsObject();
        json["metadata"]!["name"] = name;
        json["metadata"]!["labels"]!["app"] = app ?? name;
        var spec = json["spec"]!.AsObject();
        if (name != "unbound")
            spec.Remove("schedulerName");
        if (node is not null)
            spec["nodeName"] = node;
        var template = spec["containers"]![0]!;
        if (containers.Length > 0)
        {
            spec["containers"] = new JsonArray([.. containers.Select(c =>
            {
                var container = template.DeepClone();
                container["name"] = c;
                return container;
            })]);
        }
        cluster.Create(Kinds.Pod, json, Recording.Recorder);
    }

    public void CreateRunning(string name, string app, bool ready)
    {
        Create(name, "node-b", app, []);
        Report(name, "status-pod-running");
        if (!ready)
        {
            cluster.Modify(Kinds.Pod, Recording.Namespace, name, json =>
            {
                foreach (var condition in json["status"]!["conditions"]!.AsArray().Where(c => (string?)c!["type"] is "Ready" or "ContainersReady"))
                    condition!["status"] = "False";
            }, Recording.Recorder with { Subresource = "status" });
        }
    }

    /// <summary>Puts a pod on a node, as the scheduler does.</summary>
    public void Bind(string name, string node) => cluster.Writer.Mark(BuiltInResources.Of(Kinds.Pod), Recording.Namespace, name, json =>
    {
        json["spec"]!["nodeName"] = node;
        json["status"]!["conditions"] = new JsonArray(new JsonObject
        {
            ["type"] = "PodScheduled",
            ["status"] = "True",
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = "2026-11-20T09:57:30Z",
        });
    });

    /// <summary>Merges a recorded status patch into a pod as a kubelet does: new conditions before the scheduler's.</summary>
    public void Report(string name, string exchange) => cluster.Modify(Kinds.Pod, Recording.Namespace, name, json =>
    {
        var patch = Exchange.Read(exchange).Request["body"]!.AsObject();
        var merged = StrategicMergePatch.Apply(
            json, patch, SchemaShapes.Of(BuiltInResources.Of(Kinds.Pod)));
        json["status"] = merged["status"]!.DeepClone();
    }, Recording.Recorder with { Subresource = "status" });
}

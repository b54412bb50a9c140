using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Time;

namespace Pipeline.Simulator.Tests.Controllers;

/// <summary>Kubelets that start every pod after a second, end those that a test says, and let deleted ones go after a second.</summary>
internal sealed class TestKubelets(ICluster cluster, SimulationLoop loop)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);
    private static readonly WriteOptions Own = new("system:node", "kubelet");
    private static readonly WriteOptions OwnStatus = Own with { Subresource = "status" };
    private readonly HashSet<string> _known = [];
    private readonly HashSet<string> _going = [];
    private int _address;

    /// <summary>Nodes whose kubelet does nothing any more.</summary>
    public HashSet<string> Silent { get; } = [];

    public TimeSpan StartTakes { get; set; } = TimeSpan.FromSeconds(1);

    public TimeSpan StopTakes { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether a started pod becomes ready.</summary>
    public Func<PodView, bool> BecomesReady { get; set; } = _ => true;

    /// <summary>The phase in which a pod ends two seconds after its start; null: it runs on.</summary>
    public Func<PodView, string?> EndsAs { get; set; } = _ => null;

    public void Start()
    {
        cluster.Watch(Kinds.Pod, Hear);
        Renew();
        loop.Every(Beat, Renew);
    }

    public void SetReady(PodView pod, bool ready) => Write(pod, json =>
    {
        PodConditions.Set(json, "Ready", ready ? "True" : "False", ready ? null : "ContainersNotReady", null, loop.GetUtcNow());
        PodConditions.Set(json, "ContainersReady", ready ? "True" : "False", ready ? null : "ContainersNotReady", null, loop.GetUtcNow());
    });

    public void End(PodView pod, string phase) => Write(pod, json =>
    {
        json["status"]!["phase"] = phase;
        PodConditions.Set(json, "Ready", "False", phase == "Failed" ? "PodFailed" : "PodCompleted", null, loop.GetUtcNow());
        json["status"]!["containerStatuses"] = new JsonArray(new JsonObject
        {
            ["name"] = "app",
            ["image"] = "app:1",
            ["imageID"] = "",
            ["ready"] = false,
            ["restartCount"] = 0,
            ["state"] = new JsonObject
            {
                ["terminated"] = new JsonObject { ["exitCode"] = phase == "Failed" ? 1 : 0, ["finishedAt"] = Timestamps.Seconds(loop.GetUtcNow()) },
            },
        });
    });

    private void Hear(WatchEvent e)
    {
        if (e.Type == ChangeType.Deleted)
            return;
        var pod = new PodView(e.Current);
        if (pod.NodeName.Length == 0 || Silent.Contains(pod.NodeName))
            return;
        if (pod.IsBeingDeleted)
        {
            if (_going.Add(pod.Uid))
                loop.After(StopTakes, () => Remove(pod));
        }
        else if (_known.Add(pod.Uid) && !pod.IsFinished)
        {
            loop.After(StartTakes, () => Run(pod));
        }
    }

    private void Run(PodView pod)
    {
        if (Silent.Contains(pod.NodeName))
            return;
        Write(pod, json =>
        {
            var status = json["status"]!.AsObject();
            status["phase"] = "Running";
            status["startTime"] = Timestamps.Seconds(loop.GetUtcNow());
            status["podIP"] = $"10.244.{_address / 250}.{(_address++ % 250) + 1}";
        });
        SetReady(pod, BecomesReady(pod));
        if (EndsAs(pod) is { } phase)
            loop.After(TimeSpan.FromSeconds(2), () => End(pod, phase));
    }

    private void Remove(PodView pod)
    {
        if (Silent.Contains(pod.NodeName))
            return;
        try
        {
            cluster.Delete(Kinds.Pod, pod.Namespace, pod.Name, new DeleteOptions(Own.User, GracePeriodSeconds: 0, Uid: pod.Uid));
        }
        catch (StatusException gone) when (gone.Code is 404 or 409)
        {
            // somebody forced it
        }
    }

    private void Write(PodView pod, Action<JsonObject> change) => cluster.Modify(Kinds.Pod, pod.Namespace, pod.Name, json =>
    {
        if ((string?)json["metadata"]!["uid"] == pod.Uid && (string?)json["status"]?["phase"] is not ("Succeeded" or "Failed"))
            change(json);
    }, OwnStatus);

    private void Renew()
    {
        foreach (var node in cluster.List(Kinds.Node).Where(n => !Silent.Contains(n.Key.Name)).ToList())
        {
            var time = Timestamps.Micros(loop.GetUtcNow());
            if (cluster.Modify(Kinds.Lease, "kube-node-lease", node.Key.Name, json => json["spec"]!["renewTime"] = time, Own) is null)
            {
                var lease = Some.Object(Kinds.Lease, "kube-node-lease", node.Key.Name);
                lease["spec"] = new JsonObject { ["holderIdentity"] = node.Key.Name, ["leaseDurationSeconds"] = 40, ["renewTime"] = time };
                cluster.Create(Kinds.Lease, lease, Own);
            }
            if (node.Root.At("status").Condition("Ready").Text("status") == "True")
                continue;
            cluster.Modify(Kinds.Node, "", node.Key.Name, json =>
            {
                var ready = json["status"]!["conditions"]!.AsArray().First(c => (string?)c!["type"] == "Ready")!;
                (ready["status"], ready["reason"], ready["message"]) = ("True", "KubeletReady", "kubelet is posting ready status");
                ready["lastHeartbeatTime"] = Timestamps.Seconds(loop.GetUtcNow());
            }, OwnStatus);
        }
    }
}

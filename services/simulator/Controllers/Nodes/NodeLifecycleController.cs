using System.Text.Json.Nodes;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Nodes;

/// <summary>Notices nodes whose kubelet has fallen silent, and taints nodes as their conditions say.</summary>
public sealed class NodeLifecycleController(ControllerContext context) : Controller(context, "node-controller")
{
    private const string LeaseNamespace = "kube-node-lease";
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan StartupGracePeriod = TimeSpan.FromMinutes(1);

    private static readonly (string Condition, string Taint)[] Pressures =
    [
        ("MemoryPressure", "node.kubernetes.io/memory-pressure"), ("DiskPressure", "node.kubernetes.io/disk-pressure"),
        ("PIDPressure", "node.kubernetes.io/pid-pressure"), ("NetworkUnavailable", "node.kubernetes.io/network-unavailable"),
    ];

    private static readonly string[] Watched = ["Ready", "MemoryPressure", "DiskPressure", "PIDPressure"];
    private readonly Dictionary<string, Heard> _heard = new(StringComparer.Ordinal);

    public override void Start()
    {
        Informers.Nodes.OnChange(HearNode);
        Cluster.Watch(Kinds.Lease, e =>
        {
            if (e.Type != ChangeType.Deleted && e.Current.Key.Namespace == LeaseNamespace && _heard.TryGetValue(e.Current.Key.Name, out var heard))
                heard.Note(e.Current.Root.At("spec").Text("renewTime") ?? "", Now);
        });
        Context.Loop.Every(Period, () =>
        {
            foreach (var node in Informers.Nodes.All)
                Queue.Add(node.Key);
        });
    }

    protected override void Sync(ObjectKey key)
    {
        if (Informers.Nodes.Find(key) is not { } node || !_heard.TryGetValue(node.Name, out var heard))
            return;
        var silence = Now - heard.At;
        if (silence > (node.Status.Condition("Ready").Exists() ? GracePeriod : StartupGracePeriod) && node.Ready != "Unknown")
            MarkUnknown(node);
        else
            SetTaints(node);
    }

    private void HearNode(NodeView? before, NodeView? after)
    {
        var name = (after ?? before)!.Name;
        if (after is null)
        {
            _heard.Remove(name);
            Normal(before!, "RemovingNode", $"Node {name} event: Removing Node {name} from Controller");
            return;
        }
        if (!_heard.TryGetValue(name, out var heard))
        {
            _heard[name] = heard = new Heard(Now);
            Normal(after, "RegisteredNode", $"Node {name} event: Registered Node {name} in Controller");
        }
        heard.NoteStatus(after.Status.Condition("Ready").Text("lastHeartbeatTime") ?? "", after.Ready, Now);
        if (before is not null && before.Ready == "True" && after.Ready != "True")
        {
            Normal(after, "NodeNotReady", $"Node {name} status is now: NodeNotReady");
            MarkPodsNotReady(name);
        }
        Queue.Add(after.Key);
    }

    private void MarkUnknown(NodeView node) => Cluster.Modify(Kinds.Node, "", node.Name, json =>
    {
        if (json["status"] is not JsonObject status)
            json["status"] = status = [];
        if (status["conditions"] is not JsonArray conditions)
            status["conditions"] = conditions = [];
        foreach (var type in Watched)
        {
            var condition = conditions.FirstOrDefault(c => (string?)c!["type"] == type)?.AsObject();
            if (condition is null)
            {
                conditions.Add(new JsonObject
                {
                    ["type"] = type,
                    ["status"] = "Unknown",
                    ["lastHeartbeatTime"] = Timestamps.Seconds(node.Created),
                    ["lastTransitionTime"] = NowText,
                    ["reason"] = "NodeStatusNeverUpdated",
                    ["message"] = "Kubelet never posted node status.",
                });
                continue;
            }
            if ((string?)condition["status"] != "Unknown")
                condition["lastTransitionTime"] = NowText;
            (condition["status"], condition["reason"], condition["message"]) = ("Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status.");
        }
    }, OwnStatus);

    /// <summary>Pods of a node that is not ready do not get requests any more.</summary>
    private void MarkPodsNotReady(string node)
    {
        foreach (var pod in Informers.PodsByNode[node].Where(p => p.IsReady && !p.IsFinished).ToList())
        {
            Cluster.Modify(Kinds.Pod, pod.Namespace, pod.Name, json =>
            {
                var ready = (json["status"]?["conditions"] as JsonArray ?? []).FirstOrDefault(c => (string?)c!["type"] == "Ready");
                if (ready is null || (string?)ready["status"] == "False")
                    return;
                ready["status"] = "False";
                ready["lastTransitionTime"] = NowText;
            }, OwnStatus);
            Warn(pod, "NodeNotReady", "Node is not ready");
        }
    }

    private void SetTaints(NodeView node)
    {
        var wanted = WantedTaints(node).ToList();
        var kept = node.Taints.Where(t => !IsOurs(t) || wanted.Exists(w => w.Is(t))).ToList();
        var missing = wanted.Where(w => !kept.Exists(w.Is)).ToList();
        if (missing.Count == 0 && kept.Count == node.Taints.Count)
            return;
        var all = kept.Concat(missing).ToList();
        Cluster.Modify(Kinds.Node, "", node.Name, json =>
        {
            if (json["spec"] is not JsonObject spec)
                json["spec"] = spec = [];
            spec.Remove("taints");
            if (all.Count > 0)
                spec["taints"] = new JsonArray([.. all.Select(t => t.ToJson())]);
        }, Own);
    }

    private IEnumerable<Taint> WantedTaints(NodeView node)
    {
        if (node.IsUnschedulable)
            yield return new Taint("node.kubernetes.io/unschedulable", "", "NoSchedule", Now);
        var trouble = node.Ready switch
        {
            "True" => null,
            "False" => "node.kubernetes.io/not-ready",
            _ => "node.kubernetes.io/unreachable",
        };
        if (trouble is not null && node.Status.Condition("Ready").Exists())
        {
            yield return new Taint(trouble, "", "NoSchedule", Now);
            yield return new Taint(trouble, "", "NoExecute", Now);
        }
        foreach (var (condition, taint) in Pressures)
        {
            if (node.Status.Condition(condition).Text("status") == "True")
                yield return new Taint(taint, "", "NoSchedule", Now);
        }
    }

    /// <summary>Taints that follow from conditions; that of a node that was never ready stays until it is.</summary>
    private static bool IsOurs(Taint taint) =>
        taint.Key is "node.kubernetes.io/unschedulable" or "node.kubernetes.io/not-ready" or "node.kubernetes.io/unreachable"
        || Array.Exists(Pressures, p => p.Taint == taint.Key);

    /// <summary>When the last sign of life came, by the clock of this controller.</summary>
    private sealed class Heard(DateTimeOffset at)
    {
        private string _renewed = "";
        private string _status = "";

        public DateTimeOffset At { get; private set; } = at;

        public void Note(string renewed, DateTimeOffset now)
        {
            if (renewed == _renewed)
                return;
            (_renewed, At) = (renewed, now);
        }

        /// <summary>What this controller wrote itself is no sign of life.</summary>
        public void NoteStatus(string heartbeat, string ready, DateTimeOffset now)
        {
            if (ready == "Unknown" || heartbeat == _status)
                return;
            (_status, At) = (heartbeat, now);
        }
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Nodes;

/// <summary>What a kubelet says of its node: the object, its status, its lease.</summary>
internal sealed class NodeReport(Kubelet kubelet)
{
    private const string LeaseNamespace = "kube-node-lease";
    private const int MostImages = 50;
    private static readonly TimeSpan StatusPeriod = TimeSpan.FromMinutes(5);
    private readonly Dictionary<string, (string Status, DateTimeOffset Since)> _conditions = new(StringComparer.Ordinal);
    private string _written = "";
    private DateTimeOffset _writtenAt;
    private StoredObject? _node;
    private bool _postedWrite;

    private NodeHardware Hardware => kubelet.Machine.Hardware;

    private NodeContext Context => kubelet.Context;

    public void Register()
    {
        if (Context.Cluster.Find(Kinds.Node, "", kubelet.Name) is { } known)
        {
            _node = known;
            Write(force: true);
            return;
        }
        _writtenAt = Context.Now;
        try
        {
            _node = Context.Cluster.Create(Kinds.Node, Node(), new WriteOptions(kubelet.User, "kubelet"));
        }
        catch (StatusException e) when (e.Code == 409)
        {
            _node = Context.Cluster.Find(Kinds.Node, "", kubelet.Name);
        }
        Tell("Normal", "Starting", "Starting kubelet.", "kubelet");
        Tell("Normal", "NodeAllocatableEnforced", "Updated Node Allocatable limit across pods", "kubelet");
        Tell("Normal", "NodeReady", $"Node {kubelet.Name} status is now: NodeReady", "kubelet");
        Write(force: true);
    }

    public void Tell(string type, string reason, string message, string component)
    {
        if (_node is not null)
            Context.Events.Record(_node, type, reason, message, component, kubelet.Name);
    }

    /// <summary>Writes the status soon.</summary>
    public void Changed()
    {
        if (_postedWrite)
            return;
        _postedWrite = true;
        Context.Loop.Post(() =>
        {
            _postedWrite = false;
            if (kubelet.Answers)
                Write(force: false);
        });
    }

    /// <summary>Writes the status after a silence, in which the control plane may have doubted it.</summary>
    public void Return()
    {
        _conditions.Clear();
        Write(force: true);
    }

    /// <summary>Writes the status when it has changed, or is old.</summary>
    public void Write(bool force)
    {
        var now = Context.Now;
        var shape = Status(DateTimeOffset.UnixEpoch).ToJsonString();
        if (!force && shape == _written && now - _writtenAt < StatusPeriod)
            return;
        try
        {
            if (Context.Cluster.Modify(Kinds.Node, "", kubelet.Name, Merge, new WriteOptions(kubelet.User, "kubelet", "status")) is not { } node)
                return; // deleted: a kubelet does not register again by itself until it restarts
            (_node, _written, _writtenAt) = (node, shape, now);
        }
        catch (StatusException)
        {
            _written = ""; // again with the next beat
        }

        void Merge(JsonObject json)
        {
            var status = Status(now);
            var old = json["status"] as JsonObject ?? [];
            if (old["conditions"] is JsonArray before)
            {
                var own = status["conditions"]!.AsArray().Select(c => (string?)c!["type"]).ToHashSet();
                foreach (var foreign in before.Where(c => !own.Contains((string?)c!["type"])))
                    status["conditions"]!.AsArray().Add(foreign!.DeepClone());
            }
            if (old["volumesAttached"] is { } attached)
                status["volumesAttached"] = attached.DeepClone();
            json["status"] = status;
        }
    }

    /// <summary>Renews the lease by which the control plane knows that the node lives.</summary>
    public void Renew()
    {
        var time = Context.Now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
        var options = new WriteOptions(kubelet.User, "kubelet");
        try
        {
            if (Context.Cluster.Modify(Kinds.Lease, LeaseNamespace, kubelet.Name, json => json["spec"]!["renewTime"] = time, options) is not null
                || Context.Cluster.Find(Kinds.Node, "", kubelet.Name) is not { } node)
                return;
            Context.Cluster.Create(Kinds.Lease, new JsonObject
            {
                ["apiVersion"] = "coordination.k8s.io/v1",
                ["kind"] = "Lease",
                ["metadata"] = new JsonObject
                {
                    ["name"] = kubelet.Name,
                    ["namespace"] = LeaseNamespace,
                    ["ownerReferences"] = new JsonArray(new JsonObject
                    {
                        ["apiVersion"] = "v1",
                        ["kind"] = "Node",
                        ["name"] = kubelet.Name,
                        ["uid"] = node.Uid,
                    }),
                },
                ["spec"] = new JsonObject { ["holderIdentity"] = kubelet.Name, ["leaseDurationSeconds"] = 40, ["renewTime"] = time },
            }, options);
        }
        catch (StatusException)
        {
            // the namespace is not there yet: again with the next beat
        }
    }

    private JsonObject Node()
    {
        var labels = new JsonObject
        {
            ["beta.kubernetes.io/arch"] = "amd64",
            ["beta.kubernetes.io/os"] = "linux",
            ["kubernetes.io/arch"] = "amd64",
            ["kubernetes.io/hostname"] = kubelet.Name,
            ["kubernetes.io/os"] = "linux",
            ["node.kubernetes.io/instance-type"] = $"m6.{Hardware.Cores}c",
            ["topology.kubernetes.io/region"] = Hardware.Zone.Split('-')[0],
            ["topology.kubernetes.io/zone"] = Hardware.Zone,
        };
        if (Hardware.ControlPlane)
        {
            labels["node-role.kubernetes.io/control-plane"] = "";
            labels["node.kubernetes.io/exclude-from-external-load-balancers"] = "";
        }
        foreach (var (name, value) in Hardware.Labels ?? new Dictionary<string, string>())
            labels[name] = value;
        var spec = new JsonObject
        {
            ["podCIDR"] = kubelet.PodNetwork,
            ["podCIDRs"] = new JsonArray(kubelet.PodNetwork),
            ["providerID"] = $"simulated://{Hardware.Zone}/{kubelet.Name}",
        };
        if (Hardware.ControlPlane)
            spec["taints"] = new JsonArray(new JsonObject { ["key"] = "node-role.kubernetes.io/control-plane", ["effect"] = "NoSchedule" });
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Node",
            ["metadata"] = new JsonObject
            {
                ["name"] = kubelet.Name,
                ["labels"] = labels,
                ["annotations"] = new JsonObject
                {
                    ["node.alpha.kubernetes.io/ttl"] = "0",
                    ["volumes.kubernetes.io/controller-managed-attach-detach"] = "true",
                },
            },
            ["spec"] = spec,
            ["status"] = Status(Context.Now),
        };
    }

    private JsonObject Status(DateTimeOffset heartbeat)
    {
        var evictions = kubelet.Evictions;
        return new JsonObject
        {
            ["capacity"] = Resources(Hardware.Cores, Hardware.MemoryBytes, Hardware.DiskBytes),
            ["allocatable"] = Resources(Hardware.Cores - 0.1, Hardware.MemoryBytes - Hardware.ReservedBytes, Hardware.DiskBytes * 0.9),
            ["conditions"] = new JsonArray(
                Pressure("MemoryPressure", evictions.Memory, "InsufficientMemory", "SufficientMemory", "kubelet has insufficient memory available",
                    "kubelet has sufficient memory available", heartbeat),
                Pressure("DiskPressure", evictions.Disk, "DiskPressure", "NoDiskPressure", "kubelet has disk pressure", "kubelet has no disk pressure", heartbeat),
                Pressure("PIDPressure", evictions.Processes, "InsufficientPID", "SufficientPID", "kubelet has insufficient PID available",
                    "kubelet has sufficient PID available", heartbeat),
                Condition("Ready", true, "KubeletReady", "kubelet is posting ready status", heartbeat)),
            ["addresses"] = new JsonArray(
                new JsonObject { ["type"] = "InternalIP", ["address"] = kubelet.Ip },
                new JsonObject { ["type"] = "Hostname", ["address"] = kubelet.Name }),
            ["daemonEndpoints"] = new JsonObject { ["kubeletEndpoint"] = new JsonObject { ["Port"] = 10250 } },
            ["nodeInfo"] = new JsonObject
            {
                ["machineID"] = $"{kubelet.Number:x32}",
                ["systemUUID"] = $"00000000-0000-4000-8000-{kubelet.Number:x12}",
                ["bootID"] = $"10000000-0000-4000-8000-{kubelet.Machine.BootedAt.ToUnixTimeSeconds():x12}",
                ["kernelVersion"] = "6.1.0-31-amd64",
                ["osImage"] = "Debian GNU/Linux 12 (bookworm)",
                ["containerRuntimeVersion"] = "containerd://1.7.24",
                ["kubeletVersion"] = "v1.32.0",
                ["kubeProxyVersion"] = "v1.32.0",
                ["operatingSystem"] = "linux",
                ["architecture"] = "amd64",
            },
            ["images"] = new JsonArray([.. kubelet.Images.OrderByDescending(i => i.Value).ThenBy(i => i.Key, StringComparer.Ordinal).Take(MostImages)
                .Select(i => new JsonObject { ["names"] = new JsonArray(i.Key), ["sizeBytes"] = i.Value })]),
        };
    }

    private JsonObject Resources(double cores, double memory, double disk) => new()
    {
        ["cpu"] = cores == Math.Floor(cores) ? $"{cores:0}" : string.Create(CultureInfo.InvariantCulture, $"{cores * 1000:0}m"),
        ["ephemeral-storage"] = string.Create(CultureInfo.InvariantCulture, $"{disk / 1024:0}Ki"),
        ["hugepages-1Gi"] = "0",
        ["hugepages-2Mi"] = "0",
        ["memory"] = string.Create(CultureInfo.InvariantCulture, $"{memory / 1024:0}Ki"),
        ["pods"] = Hardware.MaxPods.ToString(CultureInfo.InvariantCulture),
    };

    private JsonObject Pressure(string type, bool holds, string yes, string no, string message, string noMessage, DateTimeOffset heartbeat) =>
        Condition(type, holds, holds ? $"KubeletHas{yes}" : $"KubeletHas{no}", holds ? message : noMessage, heartbeat);

    private JsonObject Condition(string type, bool holds, string reason, string message, DateTimeOffset heartbeat)
    {
        var status = holds ? "True" : "False";
        if (!_conditions.TryGetValue(type, out var known) || known.Status != status)
            _conditions[type] = known = (status, Context.Now);
        return new JsonObject
        {
            ["type"] = type,
            ["status"] = status,
            ["lastHeartbeatTime"] = heartbeat.ToApiTime(),
            ["lastTransitionTime"] = known.Since.ToApiTime(),
            ["reason"] = reason,
            ["message"] = message,
        };
    }
}

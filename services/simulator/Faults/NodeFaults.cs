using System.Text.Json.Nodes;
using Pipeline.Simulator.Images;
using Pipeline.Simulator.Nodes;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Faults;

/// <summary>Machines that stop, lose packets, or are eaten up by something on them.</summary>
internal static class NodeFaults
{
    private const int SystemNodeCritical = 2_000_001_000;
    private const double Mi = 1 << 20;

    public static IEnumerable<FaultKind> All =>
    [
        new("node-not-ready", "The kubelet of a node stops, or the whole machine.",
            "Move the pods away (delete them with --force, or wait for their eviction); deleting the Node lets the provider replace the machine.",
            FaultTarget.Node, [new("mode", "\"kubelet\": the agent alone; \"power\": the machine", "power")])
        {
            Begin = e =>
            {
                var mode = e.Text("mode");
                if (mode is not ("kubelet" or "power"))
                    throw new FaultException("parameters.mode", mode, "there is no such mode", "Write kubelet or power");
                var kubelet = Kubelet(e);
                kubelet.SetCondition(isUp: mode != "power", kubeletRuns: false);
                e.OnClear(() => kubelet.SetCondition(isUp: true, kubeletRuns: true));
            },
        },
        new("node-network-loss", "A node loses a part of its packets: what runs on it is slow and fails at times.",
            "Drain the node; restarting the workloads alone does not help while they stay on it.", FaultTarget.Node,
            [new("loss", "Fraction of packets lost", "0.3", 0.01, 1)])
        {
            Begin = e =>
            {
                var machine = Kubelet(e).Machine;
                machine.PacketLoss = e.Number("loss");
                e.OnClear(() => machine.PacketLoss = 0);
            },
        },
        new("node-memory-pressure", "A debugging pod on the node takes all its memory: other pods are evicted.",
            "Delete the pod node-debugger in kube-system; deleting the evicted pods does not help.", FaultTarget.Node,
            [new("rate", "Growth in MiB per minute", "6000", 1, 1e6)])
        {
            Begin = e => Hog(e, "stress-memory", p => p with { LeakBytesPerSecond = e.Number("rate") * Mi / 60, IdleBytes = 64 * Mi }),
        },
        new("node-disk-pressure", "A debugging pod fills the node's disk: other pods are evicted.",
            "Delete the pod node-debugger in kube-system; deleting the evicted pods does not help.", FaultTarget.Node,
            [new("rate", "Growth in MiB per minute", "40000", 1, 1e7)])
        {
            Begin = e => Hog(e, "stress-disk", p => p with { DiskBytesPerSecond = e.Number("rate") * Mi / 60 }),
        },
        new("node-pid-pressure", "A debugging pod starts processes without end.",
            "Delete the pod node-debugger in kube-system.", FaultTarget.Node, [new("rate", "Processes per minute", "12000", 1, 1e6)])
        {
            Begin = e => Hog(e, "stress-fork", p => p with { ProcessesPerSecond = e.Number("rate") / 60 }),
        },
    ];

    private static Kubelet Kubelet(FaultEffect e) => e.World.Fleet.Find(e.Subject.Name)
        ?? throw new FaultException("target", e.Subject.Name, "no machine of the simulation is behind this node", "Name a node that the simulation runs");

    private static void Hog(FaultEffect e, string process, Func<ImageProgram, ImageProgram> change)
    {
        var image = $"ghcr.io/platform/node-debugger:{process}";
        e.World.Images.Publish(image, change(new ImageProgram
        {
            Process = process,
            Serves = false,
            IdleCores = 0.05,
            IdleBytes = 12 * Mi,
            StartTime = TimeSpan.Zero,
            Style = LogStyle.Plain,
            Greeting = [$"{process}: collecting node diagnostics"],
        }));
        e.Create(Kinds.Pod, new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"node-debugger-{e.Subject.Name}",
                ["namespace"] = "kube-system",
                ["labels"] = new JsonObject { ["app"] = "node-debugger" },
            },
            ["spec"] = new JsonObject
            {
                ["nodeName"] = e.Subject.Name,
                ["priorityClassName"] = "system-node-critical",
                ["priority"] = SystemNodeCritical,
                ["terminationGracePeriodSeconds"] = 5,
                ["restartPolicy"] = "Always",
                ["tolerations"] = new JsonArray(new JsonObject { ["operator"] = "Exists" }),
                ["containers"] = new JsonArray(new JsonObject
                {
                    ["name"] = "debugger",
                    ["image"] = image,
                    ["imagePullPolicy"] = "IfNotPresent",
                    ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["cpu"] = "10m", ["memory"] = "16Mi" } },
                }),
            },
        });
    }
}

using System.Text.Json;
using static Pipeline.Simulator.Tables.TableLayout;

namespace Pipeline.Simulator.Tables;

/// <summary>Nodes.</summary>
internal static class NodeTable
{
    private const string RolePrefix = "node-role.kubernetes.io/";

    public static readonly TableLayout Layout = new(
        [
            Name, Text("Status", "Whether it is ready and takes pods."), Text("Roles", "Roles that its labels give it."), Age, Text("Version", "Version of its kubelet."),
            Wide("Internal-IP", "Address inside the cluster."), Wide("External-IP", "Address outside."), Wide("OS-Image", "Operating system."),
            Wide("Kernel-Version", "Version of its kernel."), Wide("Container-Runtime", "What runs its containers."),
        ],
        (o, now) =>
        [
            o.Name(), Status(o), Roles(o), o.Age(now), o.Text("status", "nodeInfo", "kubeletVersion"), Address(o, "InternalIP"), Address(o, "ExternalIP"),
            o.Text("status", "nodeInfo", "osImage").Or("<unknown>"), o.Text("status", "nodeInfo", "kernelVersion").Or("<unknown>"),
            o.Text("status", "nodeInfo", "containerRuntimeVersion").Or("<unknown>"),
        ]);

    private static string Status(JsonElement node)
    {
        var ready = node.Items("status", "conditions").Where(c => c.Text("type") == "Ready").Select(c => c.Text("status")).FirstOrDefault();
        var status = ready switch { null => "Unknown", "True" => "Ready", _ => "NotReady" };
        return node.Flag("spec", "unschedulable") ? $"{status},SchedulingDisabled" : status;
    }

    private static string Roles(JsonElement node) => string.Join(',', node.Pairs("metadata", "labels")
        .Select(l => l.Key.StartsWith(RolePrefix, StringComparison.Ordinal) ? l.Key[RolePrefix.Length..] : l.Key == "kubernetes.io/role" ? l.Value : "")
        .Where(r => r.Length > 0).Distinct().Order(StringComparer.Ordinal)).Or("<none>");

    private static string Address(JsonElement node, string type) =>
        node.Items("status", "addresses").Where(a => a.Text("type") == type).Select(a => a.Text("address")).FirstOrDefault() ?? "<none>";
}

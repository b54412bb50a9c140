using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Metrics.Exporters.State;

/// <summary>kube_node_*.</summary>
internal sealed class NodeMetrics : IStateMetrics
{
    private const string RolePrefix = "node-role.kubernetes.io/";
    private static readonly MetricFamily Info = MetricFamily.Gauge("kube_node_info", "Information about a cluster node.");
    private static readonly MetricFamily Created = MetricFamily.Gauge("kube_node_created", "Unix creation timestamp");
    private static readonly MetricFamily NodeLabels = MetricFamily.Gauge("kube_node_labels", "Kubernetes labels converted to Prometheus labels.");
    private static readonly MetricFamily Role = MetricFamily.Gauge("kube_node_role", "The role of a cluster node.");
    private static readonly MetricFamily Taint = MetricFamily.Gauge("kube_node_spec_taint", "The taint of a cluster node.");
    private static readonly MetricFamily Unschedulable =
        MetricFamily.Gauge("kube_node_spec_unschedulable", "Whether a node can schedule new pods.");
    private static readonly MetricFamily Addresses = MetricFamily.Gauge("kube_node_status_addresses", "Node address information.");
    private static readonly MetricFamily Capacity =
        MetricFamily.Gauge("kube_node_status_capacity", "The total amount of resources available for a node.");
    private static readonly MetricFamily Allocatable = MetricFamily.Gauge(
        "kube_node_status_allocatable", "The amount of resources allocatable for pods (after reserving some for system daemons).");
    private static readonly MetricFamily Condition = MetricFamily.Gauge("kube_node_status_condition", "The condition of a cluster node.");

    public ResourceKind Kind => Kinds.Node;

    public string NameLabel => "node";

    public void Write(StateSamples samples)
    {
        var (root, info) = (samples.Root, samples.Root.Field("status", "nodeInfo"));
        var internalIp = root.Items("status", "addresses").FirstOrDefault(a => a.Text("type") == "InternalIP").Text("address");
        samples.Add(
            Info, 1, ("kernel_version", info.Text("kernelVersion")), ("os_image", info.Text("osImage")),
            ("container_runtime_version", info.Text("containerRuntimeVersion")), ("kubelet_version", info.Text("kubeletVersion")),
            ("kubeproxy_version", info.Text("kubeProxyVersion")), ("provider_id", root.Text("spec", "providerID")),
            ("pod_cidr", root.Text("spec", "podCIDR")), ("system_uuid", info.Text("systemUUID")), ("internal_ip", internalIp));
        samples.AddTimes(Created);
        samples.AddLabels(NodeLabels);
        foreach (var label in root.Fields("metadata", "labels").Where(l => l.Name.StartsWith(RolePrefix, StringComparison.Ordinal)))
            samples.Add(Role, 1, ("role", label.Name[RolePrefix.Length..]));
        foreach (var taint in root.Items("spec", "taints"))
            samples.Add(Taint, 1, ("key", taint.Text("key")), ("value", taint.Text("value")), ("effect", taint.Text("effect")));
        samples.Add(Unschedulable, root.IsTrue("spec", "unschedulable") ? 1 : 0);
        foreach (var address in root.Items("status", "addresses"))
            samples.Add(Addresses, 1, ("type", address.Text("type")), ("address", address.Text("address")));
        WriteResources(samples, Capacity, "capacity");
        WriteResources(samples, Allocatable, "allocatable");
        samples.AddConditions(Condition);
    }

    private static void WriteResources(StateSamples samples, MetricFamily family, string field)
    {
        foreach (var resource in samples.Root.Fields("status", field))
        {
            var (name, unit) = StateSamples.Resource(resource.Name);
            samples.Add(family, resource.Value.Quantity(), ("resource", name), ("unit", unit));
        }
    }
}

using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Metrics.Exporters.State;

/// <summary>kube_storageclass_*.</summary>
internal sealed class StorageClassMetrics : IStateMetrics
{
    private static readonly MetricFamily Info = MetricFamily.Gauge("kube_storageclass_info", "Information about storageclass.");
    private static readonly MetricFamily Created = MetricFamily.Gauge("kube_storageclass_created", "Unix creation timestamp");

    public ResourceKind Kind => Kinds.StorageClass;

    public string NameLabel => "storageclass";

    public void Write(StateSamples samples)
    {
        var root = samples.Root;
        samples.Add(
            Info, 1, ("provisioner", root.Text("provisioner")), ("reclaim_policy", root.Text("reclaimPolicy")),
            ("volume_binding_mode", root.Text("volumeBindingMode")));
        samples.AddTimes(Created);
    }
}

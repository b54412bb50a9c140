using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Metrics.Exporters.State;

/// <summary>kube_persistentvolume_*.</summary>
internal sealed class PersistentVolumeMetrics : IStateMetrics
{
    private static readonly string[] Phases = ["Pending", "Available", "Bound", "Released", "Failed"];
    private static readonly MetricFamily Info = MetricFamily.Gauge("kube_persistentvolume_info", "Information about persistentvolume.");
    private static readonly MetricFamily Phase = MetricFamily.Gauge(
        "kube_persistentvolume_status_phase", "The phase indicates if a volume is available, bound to a claim, or released by a claim.");
    private static readonly MetricFamily Capacity =
        MetricFamily.Gauge("kube_persistentvolume_capacity_bytes", "Persistentvolume capacity in bytes.");
    private static readonly MetricFamily Claim =
        MetricFamily.Gauge("kube_persistentvolume_claim_ref", "Information about the Persistent Volume Claim Reference.");
    private static readonly MetricFamily Created = MetricFamily.Gauge("kube_persistentvolume_created", "Unix creation timestamp");

    public ResourceKind Kind => Kinds.PersistentVolume;

    public string NameLabel => "persistentvolume";

    public void Write(StateSamples samples)
    {
        var root = samples.Root;
        samples.Add(
            Info, 1, ("storageclass", root.Text("spec", "storageClassName")), ("csi_driver", root.Text("spec", "csi", "driver")),
            ("csi_volume_handle", root.Text("spec", "csi", "volumeHandle")), ("reclaim_policy", root.Text("spec", "persistentVolumeReclaimPolicy")));
        samples.AddChoice(Phase, "phase", Phases, root.Text("status", "phase"));
        samples.Add(Capacity, root.Quantity("spec", "capacity", "storage"));
        if (root.Text("spec", "claimRef", "name") is { Length: > 0 } claim)
            samples.Add(Claim, 1, ("name", claim), ("claim_namespace", root.Text("spec", "claimRef", "namespace")));
        samples.AddTimes(Created);
    }
}

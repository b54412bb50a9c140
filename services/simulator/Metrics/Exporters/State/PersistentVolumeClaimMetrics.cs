using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Metrics.Exporters.State;

/// <summary>kube_persistentvolumeclaim_*.</summary>
internal sealed class PersistentVolumeClaimMetrics : IStateMetrics
{
    private static readonly string[] Phases = ["Lost", "Bound", "Pending"];
    private static readonly MetricFamily Info =
        MetricFamily.Gauge("kube_persistentvolumeclaim_info", "Information about persistent volume claim.");
    private static readonly MetricFamily Phase =
        MetricFamily.Gauge("kube_persistentvolumeclaim_status_phase", "The phase the persistent volume claim is currently in.");
    private static readonly MetricFamily Requests = MetricFamily.Gauge(
        "kube_persistentvolumeclaim_resource_requests_storage_bytes", "The capacity of storage requested by the persistent volume claim.");
    private static readonly MetricFamily AccessMode =
        MetricFamily.Gauge("kube_persistentvolumeclaim_access_mode", "The access mode(s) specified by the persistent volume claim.");
    private static readonly MetricFamily Created = MetricFamily.Gauge("kube_persistentvolumeclaim_created", "Unix creation timestamp");
    private static readonly MetricFamily Deleted = MetricFamily.Gauge("kube_persistentvolumeclaim_deletion_timestamp", "Unix deletion timestamp");
    private static readonly MetricFamily ClaimLabels =
        MetricFamily.Gauge("kube_persistentvolumeclaim_labels", "Kubernetes labels converted to Prometheus labels.");

    public ResourceKind Kind => Kinds.PersistentVolumeClaim;

    public string NameLabel => "persistentvolumeclaim";

    public void Write(StateSamples samples)
    {
        var root = samples.Root;
        samples.Add(
            Info, 1, ("storageclass", root.Text("spec", "storageClassName")), ("volumename", root.Text("spec", "volumeName")),
            ("volumemode", root.Text("spec", "volumeMode")));
        samples.AddChoice(Phase, "phase", Phases, root.Text("status", "phase"));
        samples.Add(Requests, root.Quantity("spec", "resources", "requests", "storage"));
        foreach (var mode in root.Items("spec", "accessModes"))
            samples.Add(AccessMode, 1, ("access_mode", mode.Text()));
        samples.AddTimes(Created, Deleted);
        samples.AddLabels(ClaimLabels);
    }
}

using System.Text.Json;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Metrics.Exporters.State;

/// <summary>kube_pod_* of whole pods.</summary>
internal sealed class PodMetrics : IStateMetrics
{
    private static readonly string[] Phases = ["Pending", "Succeeded", "Failed", "Unknown", "Running"];
    private static readonly string[] Reasons = ["Evicted", "NodeAffinity", "NodeLost", "Shutdown", "UnexpectedAdmissionError"];
    private static readonly string[] Statuses = ["true", "false", "unknown"];
    private static readonly string[] QosClasses = ["BestEffort", "Burstable", "Guaranteed"];

    private static readonly MetricFamily Info = MetricFamily.Gauge("kube_pod_info", "Information about pod.");
    private static readonly MetricFamily Ips = MetricFamily.Gauge("kube_pod_ips", "Pod IP addresses");
    private static readonly MetricFamily StartTime = MetricFamily.Gauge("kube_pod_start_time", "Start time in unix timestamp for a pod.");
    private static readonly MetricFamily CompletionTime =
        MetricFamily.Gauge("kube_pod_completion_time", "Completion time in unix timestamp for a pod.");
    private static readonly MetricFamily Owner = MetricFamily.Gauge("kube_pod_owner", "Information about the Pod's owner.");
    private static readonly MetricFamily PodLabels = MetricFamily.Gauge("kube_pod_labels", "Kubernetes labels converted to Prometheus labels.");
    private static readonly MetricFamily Created = MetricFamily.Gauge("kube_pod_created", "Unix creation timestamp");
    private static readonly MetricFamily Deleted = MetricFamily.Gauge("kube_pod_deletion_timestamp", "Unix deletion timestamp");
    private static readonly MetricFamily RestartPolicy =
        MetricFamily.Gauge("kube_pod_restart_policy", "Describes the restart policy in use by this pod.");
    private static readonly MetricFamily Phase = MetricFamily.Gauge("kube_pod_status_phase", "The pods current phase.");
    private static readonly MetricFamily Reason = MetricFamily.Gauge("kube_pod_status_reason", "The pod status reasons");
    private static readonly MetricFamily QosClass = MetricFamily.Gauge("kube_pod_status_qos_class", "The pods current qosClass.");
    private static readonly MetricFamily Ready =
        MetricFamily.Gauge("kube_pod_status_ready", "Describes whether the pod is ready to serve requests.");
    private static readonly MetricFamily Scheduled =
        MetricFamily.Gauge("kube_pod_status_scheduled", "Describes the status of the scheduling process for the pod.");
    private static readonly MetricFamily Unschedulable =
        MetricFamily.Gauge("kube_pod_status_unschedulable", "Describes the unschedulable status for the pod.");
    private static readonly MetricFamily ServiceAccount = MetricFamily.Gauge("kube_pod_service_account", "The service account for a pod.");
    private static readonly MetricFamily Claims = MetricFamily.Gauge(
        "kube_pod_spec_volumes_persistentvolumeclaims_info", "Information about persistentvolumeclaim volumes in a pod.");
    private static readonly MetricFamily ReadOnlyClaims = MetricFamily.Gauge(
        "kube_pod_spec_volumes_persistentvolumeclaims_readonly", "Describes whether a persistentvolumeclaim is mounted read only.");

    private static readonly (string Condition, MetricFamily Family)[] ConditionTimes =
    [
        ("Ready", MetricFamily.Gauge("kube_pod_status_ready_time", "Readiness achieved time in unix timestamp for a pod.")),
        ("ContainersReady", MetricFamily.Gauge(
            "kube_pod_status_container_ready_time", "Readiness achieved time in unix timestamp for a pod containers.")),
        ("Initialized", MetricFamily.Gauge("kube_pod_status_initialized_time", "Initialized time in unix timestamp for a pod.")),
        ("PodScheduled", MetricFamily.Gauge(
            "kube_pod_status_scheduled_time", "Unix timestamp when pod moved into scheduled status")),
    ];

    public ResourceKind Kind => Kinds.Pod;

    public string NameLabel => "pod";

    public bool HasUid => true;

    public void Write(StateSamples samples)
    {
        var (root, conditions) = (samples.Root, samples.Root.Items("status", "conditions").ToList());
        var owner = root.Owner();
        samples.Add(
            Info, 1, ("host_ip", root.Text("status", "hostIP")), ("pod_ip", root.Text("status", "podIP")), ("node", root.Text("spec", "nodeName")),
            ("created_by_kind", owner.Text("kind")), ("created_by_name", owner.Text("name")),
            ("priority_class", root.Text("spec", "priorityClassName")), ("host_network", root.IsTrue("spec", "hostNetwork") ? "true" : "false"));
        foreach (var ip in root.Items("status", "podIPs").Select(i => i.Text("ip")))
            samples.Add(Ips, 1, ("ip", ip), ("ip_family", ip.Contains(':', StringComparison.Ordinal) ? "6" : "4"));
        samples.AddTimes(Created, Deleted);
        samples.Add(StartTime, root.UnixTime("status", "startTime"));
        samples.Add(CompletionTime, root.Items("status", "containerStatuses").Max(c => c.UnixTime("state", "terminated", "finishedAt")));
        samples.AddOwners(Owner);
        samples.AddLabels(PodLabels);
        samples.Add(RestartPolicy, 1, ("type", root.Text("spec", "restartPolicy")));
        samples.Add(ServiceAccount, 1, ("service_account", root.Text("spec", "serviceAccountName")));
        WriteStatus(samples, conditions);
        foreach (var volume in root.Items("spec", "volumes").Where(v => v.Text("persistentVolumeClaim", "claimName").Length > 0))
        {
            (string, string)[] labels =
                [("volume", volume.Text("name")), ("persistentvolumeclaim", volume.Text("persistentVolumeClaim", "claimName"))];
            samples.Add(Claims, 1, labels);
            samples.Add(ReadOnlyClaims, volume.IsTrue("persistentVolumeClaim", "readOnly") ? 1 : 0, labels);
        }
        ContainerMetrics.Write(samples);
    }

    private static void WriteStatus(StateSamples samples, List<JsonElement> conditions)
    {
        var root = samples.Root;
        var lost = root.Text("status", "reason") == "NodeLost" && root.Text("metadata", "deletionTimestamp").Length > 0;
        if (root.Text("status", "phase") is { Length: > 0 } phase)
            samples.AddChoice(Phase, "phase", Phases, lost ? "Unknown" : phase);
        samples.AddChoice(Reason, "reason", Reasons, root.Text("status", "reason"));
        if (root.Text("status", "qosClass") is { Length: > 0 } qos)
            samples.AddChoice(QosClass, "qos_class", QosClasses, qos);
        foreach (var condition in conditions)
        {
            var (type, status) = (condition.Text("type"), StateSamples.Lower(condition.Text("status")));
            if (type == "Ready")
                samples.AddChoice(Ready, "condition", Statuses, status);
            if (type == "PodScheduled")
                samples.AddChoice(Scheduled, "condition", Statuses, status);
            if (type == "PodScheduled" && status == "false")
                samples.Add(Unschedulable, 1);
            foreach (var (of, family) in ConditionTimes)
            {
                if (of == type && status == "true")
                    samples.Add(family, condition.UnixTime("lastTransitionTime"));
            }
        }
    }
}

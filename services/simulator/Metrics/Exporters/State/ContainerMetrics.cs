using System.Text.Json;

namespace Pipeline.Simulator.Metrics.Exporters.State;

/// <summary>kube_pod_container_* and kube_pod_init_container_*.</summary>
/// <remarks>As in version 2, a reason has a series only while it holds, and a container without a limit has none for it.</remarks>
internal static class ContainerMetrics
{
    private static readonly Families Usual = new("kube_pod_container", "container");
    private static readonly Families Init = new("kube_pod_init_container", "init container");
    private static readonly MetricFamily Started =
        MetricFamily.Gauge("kube_pod_container_state_started", "Start time in unix timestamp for a pod container.");
    private static readonly MetricFamily LastExitCode = MetricFamily.Gauge(
        "kube_pod_container_status_last_terminated_exitcode", "Describes the exit code for the last container in terminated state.");
    private static readonly MetricFamily LastTerminatedAt = MetricFamily.Gauge(
        "kube_pod_container_status_last_terminated_timestamp", "Last terminated time for a pod container in unix timestamp.");

    /// <summary>Adds the samples of all containers of a pod.</summary>
    public static void Write(StateSamples samples)
    {
        var root = samples.Root;
        Write(samples, Usual, root.Field("spec", "containers"), root.Field("status", "containerStatuses"));
        Write(samples, Init, root.Field("spec", "initContainers"), root.Field("status", "initContainerStatuses"));
        foreach (var status in root.Items("status", "containerStatuses"))
        {
            var name = ("container", status.Text("name"));
            samples.Add(Started, status.UnixTime("state", "running", "startedAt") ?? status.UnixTime("state", "terminated", "startedAt"), name);
            samples.Add(LastExitCode, status.Number("lastState", "terminated", "exitCode"), name);
            samples.Add(LastTerminatedAt, status.UnixTime("lastState", "terminated", "finishedAt"), name);
        }
    }

    private static void Write(StateSamples samples, Families families, JsonElement containers, JsonElement statuses)
    {
        var images = containers.Items().ToDictionary(c => c.Text("name"), c => c.Text("image"), StringComparer.Ordinal);
        foreach (var status in statuses.Items())
        {
            var name = ("container", status.Text("name"));
            var state = status.Field("state");
            samples.Add(
                families.Info, 1, name, ("image_spec", images.GetValueOrDefault(name.Item2, "")), ("image", status.Text("image")),
                ("image_id", status.Text("imageID")), ("container_id", status.Text("containerID")));
            samples.Add(families.Ready, status.IsTrue("ready") ? 1 : 0, name);
            samples.Add(families.Restarts, status.Number("restartCount") ?? 0, name);
            foreach (var (field, family, reason) in families.States)
            {
                var holds = state.Field(field).ValueKind == JsonValueKind.Object;
                samples.Add(family, holds ? 1 : 0, name);
                if (holds && reason is not null)
                    samples.Add(reason, 1, name, ("reason", state.Text(field, "reason")));
            }
            if (status.Field("lastState", "terminated").ValueKind == JsonValueKind.Object)
                samples.Add(families.LastTerminatedReason, 1, name, ("reason", status.Text("lastState", "terminated", "reason")));
        }
        var node = ("node", samples.Root.Text("spec", "nodeName"));
        foreach (var container in containers.Items())
        {
            WriteResources(samples, families.Requests, container, "requests", node);
            WriteResources(samples, families.Limits, container, "limits", node);
        }
    }

    private static void WriteResources(
        StateSamples samples, MetricFamily family, JsonElement container, string field, (string Name, string Value) node)
    {
        foreach (var resource in container.Fields("resources", field))
        {
            var (name, unit) = StateSamples.Resource(resource.Name);
            samples.Add(family, resource.Value.Quantity(), ("container", container.Text("name")), node, ("resource", name), ("unit", unit));
        }
    }

    private sealed class Families(string prefix, string what)
    {
        public MetricFamily Info { get; } = MetricFamily.Gauge($"{prefix}_info", $"Information about an {what} in a pod.");

        public MetricFamily Ready { get; } =
            MetricFamily.Gauge($"{prefix}_status_ready", $"Describes whether the {what}s readiness check succeeded.");

        public MetricFamily Restarts { get; } =
            MetricFamily.Counter($"{prefix}_status_restarts_total", $"The number of {what} restarts per {what}.");

        public (string Field, MetricFamily Family, MetricFamily? Reason)[] States { get; } =
        [
            ("running", MetricFamily.Gauge($"{prefix}_status_running", $"Describes whether the {what} is currently in running state."), null),
            ("waiting", MetricFamily.Gauge($"{prefix}_status_waiting", $"Describes whether the {what} is currently in waiting state."),
                MetricFamily.Gauge($"{prefix}_status_waiting_reason", $"Describes the reason the {what} is currently in waiting state.")),
            ("terminated", MetricFamily.Gauge($"{prefix}_status_terminated", $"Describes whether the {what} is currently in terminated state."),
                MetricFamily.Gauge($"{prefix}_status_terminated_reason", $"Describes the reason the {what} is currently in terminated state.")),
        ];

        public MetricFamily LastTerminatedReason { get; } = MetricFamily.Gauge(
            $"{prefix}_status_last_terminated_reason", $"Describes the last reason the {what} was in terminated state.");

        public MetricFamily Requests { get; } =
            MetricFamily.Gauge($"{prefix}_resource_requests", $"The number of requested request resource by a {what}.");

        public MetricFamily Limits { get; } =
            MetricFamily.Gauge($"{prefix}_resource_limits", $"The number of requested limit resource by a {what}.");
    }
}

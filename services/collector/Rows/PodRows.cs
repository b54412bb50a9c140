using Pipeline.Collector.Failures;
using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Models;
using Pipeline.Masking;

namespace Pipeline.Collector.Rows;

/// <summary>Makes rows of what is seen and what was measured. Pure.</summary>
/// <param name="masker">For what programs and the cluster say.</param>
public sealed class PodRows(Masker masker)
{
    private const int LongestText = 1000;

    /// <summary>A row for each pod of a view, by namespace and name.</summary>
    /// <param name="uses">What was measured, by namespace and name.</param>
    /// <param name="logs">The newest line of their logs, by namespace and name.</param>
    public IReadOnlyList<PodRow> Of(
        ClusterView view, IReadOnlyDictionary<(string Namespace, string Name), PodUse> uses,
        IReadOnlyDictionary<(string Namespace, string Name), string> logs)
    {
        var worst = FailureScans.Look(view).Where(o => o.Entity.Kind == "Pod" && o.Worth == ObservationWeight.Failure)
            .GroupBy(o => (o.Entity.Namespace ?? "", o.Entity.Name)).ToDictionary(g => g.Key, g => g.MaxBy(o => o.Urgency)!.State.Name);
        return
        [
            .. view.Pods.Items.OrderBy(p => p.Metadata.Namespace, StringComparer.Ordinal).ThenBy(p => p.Metadata.Name, StringComparer.Ordinal)
                .Select(pod => Of(view, pod, (pod.Metadata.Namespace ?? "", pod.Metadata.Name), uses, logs, worst)),
        ];
    }

    private PodRow Of(
        ClusterView view, Pod pod, (string, string) key, IReadOnlyDictionary<(string Namespace, string Name), PodUse> uses,
        IReadOnlyDictionary<(string Namespace, string Name), string> logs, Dictionary<(string, string Name), string> worst)
    {
        var use = uses.GetValueOrDefault(key) ?? PodUse.Unknown;
        var node = pod.Spec.NodeName is { } name ? view.Nodes.Find(null, name) : null;
        var statuses = pod.Status.ContainerStatuses;
        return new PodRow
        {
            At = view.Now,
            Pod = view.Entity("Pod", pod.Metadata),
            Owner = view.Owners.Of(pod),
            Age = view.Now - pod.Metadata.CreationTimestamp,
            Node = pod.Spec.NodeName,
            Status = pod.Status.Phase,
            Reason = worst.GetValueOrDefault(key) ?? pod.Status.Reason,
            Restarts = statuses.Count > 0 ? statuses.Sum(s => (long)s.RestartCount) : null,
            ReadyContainers = statuses.Count > 0 ? statuses.Count(s => s.Ready) : null,
            TotalContainers = pod.Spec.Containers.Count > 0 ? pod.Spec.Containers.Count : statuses.Count > 0 ? statuses.Count : null,
            Cpu = use.Cpu,
            CpuOfLimit = Part(use.Cpu, Limit(pod, "cpu")),
            CpuOfNode = Part(use.Cpu, Capacity(node, "cpu")),
            Memory = use.Memory,
            MemoryOfLimit = Part(use.Memory, Limit(pod, "memory")),
            MemoryOfNode = Part(use.Memory, Capacity(node, "memory")),
            NetworkReceive = use.NetworkReceive,
            NetworkTransmit = use.NetworkTransmit,
            ReceiveErrors = use.ReceiveErrors,
            TransmitErrors = use.TransmitErrors,
            ReceiveDropped = use.ReceiveDropped,
            TransmitDropped = use.TransmitDropped,
            LastLog = Text(logs.GetValueOrDefault(key)),
            Error = Text(Error(pod)),
            PodEvent = Newest(view, "Pod", pod.Metadata),
            NodeEvent = node is null ? null : Newest(view, "Node", node.Metadata),
            Custom = use.Custom,
        };
    }

    private RowEvent? Newest(ClusterView view, string kind, ObjectMeta metadata) =>
        view.About.Of(kind, metadata).MaxBy(e => e.LastSeen) is { } newest
            ? new RowEvent(newest.Severity, newest.Reason, view.Now - newest.LastSeen, newest.Reporter, Text(newest.Message) ?? "", newest.Count)
            : null;

    private string? Text(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var masked = masker.Text(text.Trim());
        return masked.Length <= LongestText ? masked : string.Concat(masked.AsSpan(0, LongestText - 1), "…");
    }

    private static string? Error(Pod pod) => pod.Status.InitContainerStatuses.Concat(pod.Status.ContainerStatuses)
        .Select(s => s.State.Waiting is { Message: { Length: > 0 } waits } ? waits
            : s.State.Terminated is { ExitCode: not 0 } now ? $"{now.Reason ?? "Error"} (exit code {now.ExitCode}) {now.Message}"
            : s.LastState.Terminated is { ExitCode: not 0 } last ? $"{last.Reason ?? "Error"} (exit code {last.ExitCode}) {last.Message}" : null)
        .FirstOrDefault(said => said is not null) ?? pod.Status.Message;

    /// <returns>Null when a container has none: then there is no limit that the whole could be compared with.</returns>
    private static double? Limit(Pod pod, string resource)
    {
        var sum = 0.0;
        foreach (var container in pod.Spec.Containers)
        {
            if (!container.Resources.Limits.TryGetValue(resource, out var limit))
                return null;
            sum += limit.ToDouble();
        }
        return pod.Spec.Containers.Count > 0 ? sum : null;
    }

    private static double? Capacity(Node? node, string resource) =>
        node?.Status.Capacity.TryGetValue(resource, out var amount) == true ? amount.ToDouble() : null;

    private static double? Part(double? value, double? whole) => value is { } v && whole is > 0 and { } w ? v / w : null;
}

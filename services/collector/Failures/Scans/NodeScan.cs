using System.Globalization;
using Pipeline.Collector.Watching;
using Pipeline.Contracts;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>Nodes that are not ready, under pressure, full, or flapping.</summary>
/// <remarks>
/// A condition of a type that nobody knows is no failure: whether True is good or bad is not said (k8sgpt's rule took every one for bad).
/// A cordoned node that is not ready is being worked on.
/// </remarks>
public sealed class NodeScan : IFailureScan
{
    private const double FullShare = 0.95;
    private const int ManyChanges = 3;
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FlapWindow = TimeSpan.FromMinutes(15);

    /// <summary>Conditions that are bad when True: the kubelet's, and those of the node problem detector's own configurations.</summary>
    private static readonly Dictionary<string, FailureState> BadWhenTrue = new(StringComparer.Ordinal)
    {
        ["MemoryPressure"] = FailureStates.MemoryPressure,
        ["DiskPressure"] = FailureStates.DiskPressure,
        ["PIDPressure"] = FailureStates.PidPressure,
        ["NetworkUnavailable"] = FailureStates.NetworkUnavailable,
        ["KernelDeadlock"] = FailureStates.NodeProblem,
        ["ReadonlyFilesystem"] = FailureStates.NodeProblem,
        ["XfsShutdown"] = FailureStates.NodeProblem,
        ["CperHardwareErrorFatal"] = FailureStates.NodeProblem,
        ["CorruptDockerOverlay2"] = FailureStates.NodeProblem,
        ["DockerHung"] = FailureStates.NodeProblem,
        ["FrequentKubeletRestart"] = FailureStates.NodeProblem,
        ["FrequentDockerRestart"] = FailureStates.NodeProblem,
        ["FrequentContainerdRestart"] = FailureStates.NodeProblem,
        ["FrequentUnregisterNetDevice"] = FailureStates.NodeProblem,
        ["KubeletProblem"] = FailureStates.NodeProblem,
        ["KubeletUnhealthy"] = FailureStates.NodeProblem,
        ["ContainerRuntimeUnhealthy"] = FailureStates.NodeProblem,
        ["NTPProblem"] = FailureStates.NodeProblem,
        ["ConntrackFullProblem"] = FailureStates.NodeProblem,
    };

    /// <inheritdoc/>
    public string Kind => "Node";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [ResourceTypes.Nodes];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view) => view.Nodes.Items.SelectMany(node => Look(view, node));

    private static IEnumerable<Observation> Look(ClusterView view, Node node)
    {
        var meta = node.Metadata;
        if (meta.DeletionTimestamp is not null)
            yield break;
        if (node.Spec.Unschedulable)
            yield return view.Seen(FailureStates.SchedulingDisabled, "Node", meta, "it is cordoned: no new pods are placed on it") with
            { Since = node.Spec.Taints.FirstOrDefault(t => t.Key == "node.kubernetes.io/unschedulable")?.TimeAdded };
        if (NotReady(view, node) is { } notReady)
            yield return notReady;
        foreach (var condition in node.Status.Conditions)
        {
            if (condition.IsTrue && BadWhenTrue.TryGetValue(condition.Type, out var state))
                yield return view.Seen(state, "Node", meta, Seeing.Words(condition)) with
                { Since = condition.LastTransitionTime, Details = Seeing.Facts(("reason", condition.Reason), ("condition", condition.Type)) };
        }
        if (view.About.Of("Node", meta).FirstOrDefault(e => e.Reason == "NodeNotReady" && e.Count >= ManyChanges && e.FirstSeen >= view.Now - FlapWindow) is { } flapping)
            yield return view.Seen(FailureStates.ReadinessFlapping, "Node", meta, $"became unready {flapping.Count} times since {flapping.FirstSeen:u}") with
            { Since = flapping.FirstSeen, Count = flapping.Count };
        if (Full(view, node) is { } full)
            yield return full;
    }

    private static Observation? NotReady(ClusterView view, Node node)
    {
        var ready = node.Status.Conditions.Of("Ready");
        if (ready is { IsTrue: true })
            return null;
        return view.Seen(FailureStates.NodeNotReady, "Node", node.Metadata, ready is null ? "its kubelet has not reported yet" : Seeing.Words(ready)) with
        {
            Since = ready?.LastTransitionTime ?? node.Metadata.CreationTimestamp,
            AtLeast = view.Now - node.Metadata.CreationTimestamp < Young ? Young : null,
            Weight = node.Spec.Unschedulable ? ObservationWeight.Note : null,
            Severity = node.Spec.Unschedulable ? Severity.Info : null,
            Details = Seeing.Facts(("reason", ready?.Reason)),
        };
    }

    private static Observation? Full(ClusterView view, Node node)
    {
        if (!view.Pods.IsVisible || !node.Status.Allocatable.TryGetValue("pods", out var most) || most.Value <= 1)
            return null;
        var pods = view.PodsBy.OnNode(node.Metadata.Name).Count(pod => pod.Status.Phase is not ("Succeeded" or "Failed"));
        return pods > most.ToDouble() * FullShare
            ? view.Seen(
                FailureStates.PodCapacityReached, "Node", node.Metadata,
                string.Create(CultureInfo.InvariantCulture, $"runs {pods} pods of at most {most.Value:0}")) with
            { Count = pods }
            : null;
    }
}

using System.Globalization;
using Pipeline.Collector.Watching;
using Pipeline.Contracts;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>Whether what is running would still fit if the largest node were gone (kubernetes-mixin's overcommit rules). Notes only.</summary>
public sealed class OvercommitScan : IFailureScan
{
    /// <inheritdoc/>
    public string Kind => "Cluster";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [ResourceTypes.Nodes, ResourceTypes.Pods];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view) =>
        new[] { Look(view, "cpu", FailureStates.CpuOvercommit), Look(view, "memory", FailureStates.MemoryOvercommit) }.OfType<Observation>();

    private static Observation? Look(ClusterView view, string resource, FailureState state)
    {
        var nodes = view.Nodes.Items.Where(n => !n.Spec.Unschedulable).Select(n => n.Status.Allocatable.GetValueOrDefault(resource).Value).ToList();
        if (nodes.Count < 2)
            return null;
        var room = nodes.Sum() - nodes.Max();
        var wanted = view.Pods.Items.Where(p => p.Status.Phase is "Running" or "Pending").Sum(pod => Requests(pod, resource));
        return wanted > room && room > 0
            ? new Observation
            {
                Entity = new EntityRef(view.Cluster, null, "Cluster", view.Cluster),
                State = state,
                Message = string.Create(
                    CultureInfo.InvariantCulture, $"{resource} requests are {100 * wanted / room:0} % of what is there without the largest node: if it went, pods would stay without a place"),
            }
            : null;
    }

    private static decimal Requests(Pod pod, string resource) =>
        pod.Spec.Containers.Sum(c => c.Resources.Requests.GetValueOrDefault(resource).Value);
}

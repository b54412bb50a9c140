using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Values;

namespace Pipeline.Collector.MetricsApi;

/// <summary>Makes windows of one sample each of what metrics.k8s.io and the objects say at one moment. Pure.</summary>
/// <param name="step">Distance to the next moment.</param>
internal sealed class MetricsReading(string cluster, DateTimeOffset at, TimeSpan step)
{
    /// <summary>Use by container, and as part of its limit where it has one; how often it restarted.</summary>
    public IEnumerable<MetricWindow> OfPods(IEnumerable<PodMetrics> measured, IReadOnlyDictionary<(string Namespace, string Name), Pod> pods)
    {
        foreach (var pod in measured)
        {
            var known = pods.GetValueOrDefault((pod.Metadata.Namespace ?? "", pod.Metadata.Name));
            var entity = new EntityRef(cluster, pod.Metadata.Namespace, "Pod", pod.Metadata.Name);
            foreach (var container in pod.Containers)
            {
                var limits = known?.Spec.Containers.FirstOrDefault(c => c.Name == container.Name)?.Resources.Limits;
                foreach (var window in Use(entity, container.Name, container.Usage, limits, "cpu", "cpu", "{core}"))
                    yield return window;
                foreach (var window in Use(entity, container.Name, container.Usage, limits, "memory", "memory", "By"))
                    yield return window;
            }
        }
        foreach (var pod in pods.Values)
        {
            var entity = new EntityRef(cluster, pod.Metadata.Namespace, "Pod", pod.Metadata.Name);
            foreach (var status in pod.Status.ContainerStatuses)
                yield return Window(entity, "restart-count", "{restart}", Signal.Errors, status.RestartCount, status.Name);
        }
    }

    /// <summary>Use as part of what a node has.</summary>
    public IEnumerable<MetricWindow> OfNodes(IEnumerable<NodeMetrics> measured, IReadOnlyDictionary<string, Node> nodes)
    {
        foreach (var node in measured)
        {
            var entity = new EntityRef(cluster, null, "Node", node.Metadata.Name);
            var capacity = nodes.GetValueOrDefault(node.Metadata.Name)?.Status.Capacity;
            foreach (var resource in new[] { "cpu", "memory" })
            {
                if (node.Usage.TryGetValue(resource, out var used) && capacity?.TryGetValue(resource, out var whole) == true && whole.Value > 0)
                    yield return Window(entity, $"{resource}-utilization", "1", Signal.Saturation, used.ToDouble() / whole.ToDouble(), null);
            }
        }
    }

    private IEnumerable<MetricWindow> Use(
        EntityRef entity, string container, IReadOnlyDictionary<string, Quantity> usage, IReadOnlyDictionary<string, Quantity>? limits,
        string resource, string name, string unit)
    {
        if (!usage.TryGetValue(resource, out var used))
            yield break;
        yield return Window(entity, $"{name}-usage", unit, Signal.Saturation, used.ToDouble(), container);
        if (limits?.TryGetValue(resource, out var limit) == true && limit.Value > 0)
            yield return Window(entity, $"{name}-utilization", "1", Signal.Saturation, used.ToDouble() / limit.ToDouble(), container);
    }

    private MetricWindow Window(EntityRef entity, string metric, string unit, Signal signal, double value, string? container) => new()
    {
        Entity = entity,
        Metric = metric,
        Unit = unit,
        Signal = signal,
        Labels = container is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["container"] = container },
        Start = at,
        Step = step,
        Samples = [value],
    };
}

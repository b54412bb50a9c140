using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Models;

namespace Pipeline.Collector.Rows;

/// <summary>CPU and memory by metrics.k8s.io: no network, no history.</summary>
public sealed class MetricsApiUses(IKubernetesClient client) : IPodUses
{
    /// <inheritdoc/>
    public string Name => "metrics.k8s.io";

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<(string Namespace, string Name), PodUse>> ReadAsync(
        IReadOnlyList<string> namespaces, CancellationToken cancellationToken)
    {
        var uses = new Dictionary<(string, string), PodUse>();
        foreach (var ns in namespaces.Count == 0 ? [""] : namespaces)
        {
            var list = await client.ListAsync<PodMetrics>(new ListQuery { Namespace = ns }, cancellationToken);
            foreach (var pod in list.Items)
                uses[(pod.Metadata.Namespace ?? "", pod.Metadata.Name)] = new PodUse { Cpu = Sum(pod, "cpu"), Memory = Sum(pod, "memory") };
        }
        return uses;
    }

    /// <returns>Null when a container of it was not measured: a part is not the whole.</returns>
    private static double? Sum(PodMetrics pod, string resource)
    {
        var sum = 0.0;
        foreach (var container in pod.Containers)
        {
            if (!container.Usage.TryGetValue(resource, out var used))
                return null;
            sum += used.ToDouble();
        }
        return pod.Containers.Count > 0 ? sum : null;
    }
}

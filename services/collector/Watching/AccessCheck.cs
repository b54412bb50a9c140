using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Errors;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Watching;

/// <summary>Asks the cluster what may be seen, and says for each kind that may not which rule to add.</summary>
public static class AccessCheck
{
    private static readonly (ResourceType Type, string Use)[] Kinds =
    [
        (ResourceTypes.Pods, "pods"), (ResourceTypes.Events, "events and why pods wait"), (ResourceTypes.Nodes, "nodes, and memory as part of theirs"),
        (ResourceTypes.ReplicaSets, "owners and rollouts"), (ResourceTypes.Deployments, "workloads"), (ResourceTypes.StatefulSets, "workloads"),
        (ResourceTypes.DaemonSets, "workloads"), (ResourceTypes.Jobs, "jobs"), (ResourceTypes.CronJobs, "jobs"), (ResourceTypes.Services, "services"),
        (ResourceTypes.EndpointSlices, "services without pods"), (ResourceTypes.Ingresses, "routes"), (ResourceTypes.IngressClasses, "routes"),
        (ResourceTypes.NetworkPolicies, "network policies"), (ResourceTypes.PersistentVolumeClaims, "volumes"), (ResourceTypes.PersistentVolumes, "volumes"),
        (ResourceTypes.StorageClasses, "volumes"), (ResourceTypes.ConfigMaps, "configuration"), (ResourceTypes.Secrets, "secrets, by metadata only"),
        (ResourceTypes.ResourceQuotas, "quotas"), (ResourceTypes.HorizontalPodAutoscalers, "autoscalers"), (ResourceTypes.PodDisruptionBudgets, "budgets"),
        (ResourceTypes.Namespaces, "namespaces"), (ResourceTypes.PodMetrics, "CPU and memory without Prometheus"),
    ];

    /// <summary>One answer for each kind, and place where it would be watched; the most important first.</summary>
    /// <param name="namespaces">Empty for the whole cluster.</param>
    public static async IAsyncEnumerable<AccessFinding> AskAsync(
        IKubernetesClient client, IReadOnlyList<string> namespaces,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (type, use) in Kinds)
        {
            string[] verbs = type == ResourceTypes.PodMetrics ? ["list"] : ["list", "watch"];
            foreach (var ns in type.Namespaced && namespaces.Count > 0 ? namespaces : [null!])
                yield return await AskAsync(client, type, use, ns, verbs, null, cancellationToken);
        }
        foreach (var ns in namespaces.Count > 0 ? namespaces : [null!])
            yield return await AskAsync(client, ResourceTypes.Pods, "the newest line of logs", ns, ["get"], "log", cancellationToken);
    }

    private static async Task<AccessFinding> AskAsync(
        IKubernetesClient client, ResourceType type, string use, string? ns, string[] verbs, string? subresource, CancellationToken cancellationToken)
    {
        var name = (subresource is null ? type.ToString() : $"{type}/{subresource}") + (ns is null ? "" : $" in {ns}");
        var rule = subresource is null ? SightReports.RuleFor(type) : $"apiGroups: [\"\"], resources: [{type.Plural}/{subresource}], verbs: [get]";
        try
        {
            var refused = new List<string>();
            foreach (var verb in verbs)
            {
                if (!(await client.ReviewAccessAsync(new AccessQuestion(verb, type, ns, null, subresource), cancellationToken)).Allowed)
                    refused.Add(verb);
            }
            return refused.Count == 0
                ? new AccessFinding(name, use, true, null)
                : new AccessFinding(name, use, false, $"{string.Join(" and ", refused)} is refused; add to a {(ns is null ? "ClusterRole" : "Role")}: {rule}");
        }
        catch (KubernetesException e)
        {
            return new AccessFinding(name, use, false, e.Message);
        }
    }
}

/// <summary>Whether something may be seen.</summary>
/// <param name="What">"deployments.apps in shop".</param>
/// <param name="Use">What it is for.</param>
/// <param name="Problem">What is wrong and what to add; null when nothing is.</param>
public sealed record AccessFinding(string What, string Use, bool IsAllowed, string? Problem);

using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>Network policies that do less than they seem to: one that means no pod, one with a rule that lets everything through.</summary>
/// <remarks>An empty podSelector means every pod of the namespace and restricts it; it does not "allow all".</remarks>
public sealed class NetworkPolicyScan : IFailureScan
{
    /// <inheritdoc/>
    public string Kind => "NetworkPolicy";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [ResourceTypes.NetworkPolicies, ResourceTypes.Pods];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view)
    {
        foreach (var policy in view.NetworkPolicies.Items.Where(p => p.Metadata.DeletionTimestamp is null && view.Pods.IsVisibleIn(p.Metadata.Namespace)))
        {
            var (meta, spec) = (policy.Metadata, policy.Spec);
            var named = spec.PodSelector.ToString();
            if (!view.PodsBy.Selected(meta.Namespace, spec.PodSelector).Any())
                yield return view.Seen(
                    FailureStates.SelectsNoPod, "NetworkPolicy", meta, named.Length == 0 ? "its namespace has no pods: it restricts nothing" : $"no pod has {named}: it restricts nothing");
            else if (Open(spec) is { } direction)
                yield return view.Seen(
                    FailureStates.AllowsEverything, "NetworkPolicy", meta, $"one of its rules lets all {direction} through for {(named.Length == 0 ? "every pod of the namespace" : $"pods with {named}")}");
        }
    }

    private static string? Open(NetworkPolicySpec spec) =>
        spec.Ingress.Any(rule => rule.From.Count == 0 && rule.Ports.Count == 0) ? "incoming traffic"
        : spec.Egress.Any(rule => rule.To.Count == 0 && rule.Ports.Count == 0) ? "outgoing traffic"
        : null;
}

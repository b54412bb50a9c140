using System.Globalization;
using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>Quotas that refuse what is wanted. A full one that nobody runs into is a note.</summary>
public sealed class QuotaScan : IFailureScan
{
    private static readonly TimeSpan FreshEvent = TimeSpan.FromMinutes(20); // a controller that was refused waits up to 16 minutes

    /// <inheritdoc/>
    public string Kind => "ResourceQuota";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [ResourceTypes.ResourceQuotas];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view)
    {
        if (view.Quotas.Items.Count == 0)
            yield break;
        var refusals = view.Events.Items
            .Where(e => e.IsWarning && e.Reason == "FailedCreate" && e.LastSeen >= view.Now - FreshEvent && e.Message.Contains("exceeded quota: ", StringComparison.Ordinal))
            .ToLookup(e => e.About.Namespace);
        foreach (var quota in view.Quotas.Items)
        {
            var full = Full(quota);
            var refused = refusals[quota.Metadata.Namespace].Where(e => e.Message.Contains($"exceeded quota: {quota.Metadata.Name},", StringComparison.Ordinal)).ToList();
            if (refused.Count > 0 && StillWanting(view, refused) is { } wanting)
                yield return view.Seen(FailureStates.QuotaExceeded, "ResourceQuota", quota.Metadata, $"refused {wanting.About.Kind} {wanting.About.Name} a pod: {wanting.Message}") with
                { Since = refused.Min(e => e.FirstSeen), Count = refused.Sum(e => (long)e.Count), RestsOn = [ResourceTypes.Events], Details = Seeing.Facts(("refused", $"{wanting.About.Kind}/{wanting.About.Name}")) };
            else if (full.Count > 0)
                yield return view.Seen(FailureStates.QuotaFull, "ResourceQuota", quota.Metadata, $"is used up: {string.Join(", ", full)}");
        }
    }

    /// <summary>The newest refusal of somebody who still does not have the pods.</summary>
    private static KubernetesEvent? StillWanting(ClusterView view, List<KubernetesEvent> refused) => refused
        .Where(e => e.About.Kind switch
        {
            "ReplicaSet" => view.ReplicaSets.Find(e.About.Namespace, e.About.Name) is { } set && set.Status.Replicas < (set.Spec.Replicas ?? 1),
            "StatefulSet" => view.StatefulSets.Find(e.About.Namespace, e.About.Name) is { } set && set.Status.Replicas < (set.Spec.Replicas ?? 1),
            "DaemonSet" => view.DaemonSets.Find(e.About.Namespace, e.About.Name) is { } set && set.Status.CurrentNumberScheduled < set.Status.DesiredNumberScheduled,
            "Job" => view.Jobs.Find(e.About.Namespace, e.About.Name) is { } job && job.Status.Active == 0 && job.Status.CompletionTime is null,
            _ => true,
        })
        .MaxBy(e => e.LastSeen);

    private static List<string> Full(ResourceQuota quota) =>
    [
        .. quota.Status.Hard.Where(hard => hard.Value.Value > 0 && quota.Status.Used.TryGetValue(hard.Key, out var used) && used >= hard.Value)
            .OrderBy(hard => hard.Key, StringComparer.Ordinal)
            .Select(hard => string.Create(CultureInfo.InvariantCulture, $"{hard.Key} {quota.Status.Used[hard.Key].Value:0.###} of {hard.Value.Value:0.###}")),
    ];
}

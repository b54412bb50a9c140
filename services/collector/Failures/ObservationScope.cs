using Pipeline.Collector.Watching;
using Pipeline.Contracts;
using Pipeline.Kubernetes.Models;

namespace Pipeline.Collector.Failures;

/// <summary>Whose failures are told, and how: namespaces that are left out, those that opted in, those that others run.</summary>
public sealed class ObservationScope
{
    private readonly HashSet<string> _excluded;
    private readonly HashSet<string> _protected;
    private readonly (string Key, string? Value)? _label;

    public ObservationScope(KubernetesOptions options)
    {
        _excluded = options.ExcludeNamespaces.ToHashSet(StringComparer.Ordinal);
        _protected = options.ProtectedNamespaces.ToHashSet(StringComparer.Ordinal);
        _label = options.OptInLabel?.Split('=', 2) switch
        {
            [var key, var value] => (key, value),
            [var key] => (key, null),
            _ => null,
        };
    }

    /// <summary>Those that are told; in protected namespaces as notes.</summary>
    public IEnumerable<Observation> Of(ClusterView view, IEnumerable<Observation> seen) =>
        from one in seen
        let ns = one.Entity.Namespace ?? (one.Entity.Kind == "Namespace" ? one.Entity.Name : null)
        where ns is null || !_excluded.Contains(ns)
        where ns is null || _label is not { } label || HasOptedIn(view, ns, one, label)
        select ns is not null && _protected.Contains(ns) && one.Worth == ObservationWeight.Failure ? one with { Weight = ObservationWeight.Note } : one;

    private static bool HasOptedIn(ClusterView view, string ns, Observation one, (string Key, string? Value) label) =>
        Has(view.Namespaces.Find(null, ns), label) || Has(Find(view, one.Entity), label) || (one.Owner is { } owner && Has(Find(view, owner), label));

    private static bool Has(IKubernetesObject? item, (string Key, string? Value) label) =>
        item?.Metadata.Labels.TryGetValue(label.Key, out var value) == true && (label.Value is null || value == label.Value);

    private static IKubernetesObject? Find(ClusterView view, EntityRef entity) => entity.Kind switch
    {
        "Pod" => view.Pods.Find(entity.Namespace, entity.Name),
        "Deployment" => view.Deployments.Find(entity.Namespace, entity.Name),
        "StatefulSet" => view.StatefulSets.Find(entity.Namespace, entity.Name),
        "DaemonSet" => view.DaemonSets.Find(entity.Namespace, entity.Name),
        "ReplicaSet" => view.ReplicaSets.Find(entity.Namespace, entity.Name),
        "Job" => view.Jobs.Find(entity.Namespace, entity.Name),
        "CronJob" => view.CronJobs.Find(entity.Namespace, entity.Name),
        "Service" => view.Services.Find(entity.Namespace, entity.Name),
        "Ingress" => view.Ingresses.Find(entity.Namespace, entity.Name),
        "PersistentVolumeClaim" => view.Claims.Find(entity.Namespace, entity.Name),
        "HorizontalPodAutoscaler" => view.Autoscalers.Find(entity.Namespace, entity.Name),
        "PodDisruptionBudget" => view.Budgets.Find(entity.Namespace, entity.Name),
        "ResourceQuota" => view.Quotas.Find(entity.Namespace, entity.Name),
        _ => null,
    };
}

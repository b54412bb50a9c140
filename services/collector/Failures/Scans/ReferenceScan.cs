using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Collector.Failures.Scans;

/// <summary>Templates that name a ConfigMap, key, Secret or claim that does not exist: their next pod will not start. Notes, until one does not.</summary>
public sealed class ReferenceScan : IFailureScan
{
    /// <inheritdoc/>
    public string Kind => "Workload";

    /// <inheritdoc/>
    public IReadOnlyList<ResourceType> Needs => [];

    /// <inheritdoc/>
    public IEnumerable<Observation> Look(ClusterView view) =>
        from template in References.Templates(view)
        where template.Metadata.DeletionTimestamp is null
        from seen in Missing(view, template.Metadata.Namespace, template.Spec).Distinct()
            .Select(what => view.Seen(FailureStates.MissingReference, template.Kind, template.Metadata, what))
            .Concat(PullSecrets(view, template.Metadata.Namespace, template.Spec)
                .Select(what => view.Seen(FailureStates.MissingPullSecret, template.Kind, template.Metadata, what)))
        select seen;

    private static IEnumerable<string> Missing(ClusterView view, string? ns, PodSpec spec)
    {
        foreach (var reference in References.ConfigMaps(spec).Where(r => !r.Optional))
        {
            if (view.ConfigMaps.Lacks(ns, reference.Name))
                yield return $"config map {reference.Name} does not exist";
            else if (reference.Key is { } key && view.ConfigMaps.Find(ns, reference.Name) is { } map && !map.Has(key))
                yield return $"config map {reference.Name} has no key {key}";
        }
        foreach (var reference in References.Secrets(spec).Where(r => !r.Optional && view.Secrets.Lacks(ns, r.Name)))
            yield return $"secret {reference.Name} does not exist";
        foreach (var claim in References.Claims(spec).Where(c => view.Claims.Lacks(ns, c)))
            yield return $"claim {claim} does not exist";
    }

    private static IEnumerable<string> PullSecrets(ClusterView view, string? ns, PodSpec spec) =>
        spec.ImagePullSecrets.Select(s => s.Name).Where(name => name.Length > 0 && view.Secrets.Lacks(ns, name)).Distinct()
            .Select(name => $"secret {name} for pulling images does not exist");
}

using Pipeline.Contracts;
using Pipeline.Contracts.Timelines;

namespace Pipeline.Collector.Changes;

/// <summary>An object as it was when it was last looked at.</summary>
/// <param name="Entity">The object.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Version">Its uid and resourceVersion; where they are the same, nothing changed.</param>
/// <param name="Facets">Its properties; masked.</param>
public sealed record ObjectMark(EntityRef Entity, EntityRef Owner, string Version, IReadOnlyDictionary<string, string> Facets)
{
    /// <summary>Identity over time: "kind/namespace/name".</summary>
    public string Key => $"{Entity.Kind}/{Entity.Namespace}/{Entity.Name}";

    /// <summary>What of an object of its kind its changes are.</summary>
    public TimelineKind KindOf(IEnumerable<FacetChange> changes) => Entity.Kind switch
    {
        "Deployment" or "StatefulSet" or "DaemonSet" or "CronJob" =>
            changes.All(c => c.Facet is "replicas" or "paused" or "suspended") ? TimelineKind.Scale : TimelineKind.Rollout,
        "ConfigMap" => TimelineKind.Configuration,
        "Secret" => TimelineKind.Secret,
        "HorizontalPodAutoscaler" => TimelineKind.Autoscaler,
        "Node" => TimelineKind.Node,
        "PersistentVolumeClaim" => TimelineKind.Storage,
        "PodDisruptionBudget" or "ResourceQuota" => TimelineKind.Policy,
        _ => TimelineKind.Network,
    };
}

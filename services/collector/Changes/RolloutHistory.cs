using System.Globalization;
using Pipeline.Collector.Watching;
using Pipeline.Contracts.Timelines;
using Pipeline.Kubernetes.Models;

namespace Pipeline.Collector.Changes;

/// <summary>The rollouts before anybody watched, as the ReplicaSets that a Deployment keeps tell them.</summary>
public static class RolloutHistory
{
    private const string Revision = "deployment.kubernetes.io/revision";
    private const int MostChanges = 50;

    /// <summary>An entry for each revision that came after another; a roll back to an old one cannot be told apart and is left out.</summary>
    public static IEnumerable<TimelineEntry> Of(ClusterView view, ObjectFacets facets)
    {
        foreach (var deployment in view.Deployments.Items)
        {
            var revisions = view.ReplicaSets.In(deployment.Metadata.Namespace)
                .Where(set => set.Metadata.Controller?.Uid == deployment.Metadata.Uid && set.Metadata.CreationTimestamp is not null)
                .OrderBy(set => set.Metadata.CreationTimestamp).ToList();
            for (var i = 1; i < revisions.Count; i++)
            {
                var (before, after) = (facets.Of(revisions[i - 1]), facets.Of(revisions[i]));
                var changes = before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                    .Select(facet => new FacetChange(facet, before.GetValueOrDefault(facet), after.GetValueOrDefault(facet)))
                    .Where(change => change.Before != change.After).Take(MostChanges).ToList();
                yield return Entry(view, deployment, revisions[i], changes);
            }
        }
    }

    private static TimelineEntry Entry(ClusterView view, Deployment deployment, ReplicaSet set, List<FacetChange> changes)
    {
        var entity = view.Entity("Deployment", deployment.Metadata);
        var at = set.Metadata.CreationTimestamp!.Value;
        return new TimelineEntry
        {
            Cluster = view.Cluster,
            Key = $"rollout:{set.Metadata.Uid}",
            Kind = TimelineKind.Rollout,
            Entity = entity,
            Owner = entity,
            FirstAt = at,
            LastAt = at,
            Summary = string.Create(
                CultureInfo.InvariantCulture,
                $"{entity} was rolled out as revision {set.Metadata.Annotations.GetValueOrDefault(Revision) ?? "?"}: {string.Join("; ", changes.Take(5).Select(c => $"{c.Facet} from {c.Before ?? "nothing"} to {c.After ?? "nothing"}"))}"),
            Changes = changes,
        };
    }
}

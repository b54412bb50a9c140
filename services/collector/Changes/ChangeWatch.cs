using Pipeline.Collector.Watching;
using Pipeline.Contracts;
using Pipeline.Contracts.Timelines;
using Pipeline.Kubernetes.Models;

namespace Pipeline.Collector.Changes;

/// <summary>Compares what is there with what was there, and tells what changed, came and went.</summary>
/// <remarks>
/// What was there is durable, so a change while no collector ran is told, too, with the stretch of time in which it happened. Pure but for
/// what it remembers; that moves only when <see cref="Keep"/> says that the entries are durable.
/// </remarks>
public sealed class ChangeWatch(ObjectFacets facets)
{
    private const int MostChanges = 50;
    private const int LongestSummary = 1000;
    private Dictionary<string, ObjectMark> _marks = new(StringComparer.Ordinal);
    private DateTimeOffset? _lookedAt;

    /// <summary>Goes on from what an earlier watch remembered.</summary>
    /// <param name="marks">Empty when nobody ever looked.</param>
    /// <param name="lookedAt">When somebody last looked; null for never.</param>
    public void Restore(IEnumerable<ObjectMark> marks, DateTimeOffset? lookedAt)
    {
        _marks = marks.ToDictionary(m => m.Key, StringComparer.Ordinal);
        _lookedAt = lookedAt;
    }

    /// <summary>What changed since the last look; at the very first look everything is as it always was.</summary>
    /// <param name="gap">More time than this since the last look, and the time of a change is not known exactly.</param>
    public Changes Take(ClusterView view, TimeSpan gap)
    {
        var next = new Dictionary<string, ObjectMark>(_marks.Count, StringComparer.Ordinal);
        var (entries, changed, gone) = (new List<TimelineEntry>(), new List<ObjectMark>(), new List<string>());
        var since = _lookedAt is { } looked && view.Now - looked > gap ? looked : view.Now;
        foreach (var sighting in Sightings(view))
        {
            var known = _marks.GetValueOrDefault(sighting.Key);
            if (known?.Version == sighting.Version)
            {
                next[sighting.Key] = known;
                continue;
            }
            var mark = new ObjectMark(sighting.Entity, view.Owners.Of(sighting.Entity.Kind, sighting.Metadata), sighting.Version, sighting.Facets());
            next[mark.Key] = mark;
            changed.Add(mark);
            if (known is null && _lookedAt is not null)
                entries.Add(Lifecycle(mark, "was created", sighting.Metadata.CreationTimestamp ?? view.Now, view.Now));
            else if (known is not null && Diff(known, mark) is { Count: > 0 } differences)
                entries.Add(Change(mark, differences, since, view.Now));
        }
        foreach (var (key, known) in _marks.Where(m => !next.ContainsKey(m.Key)))
        {
            if (!view.CanSee(known.Entity))
            {
                next[key] = known;
                continue;
            }
            gone.Add(key);
            entries.Add(Lifecycle(known, "was deleted", since, view.Now));
        }
        return new Changes(next, entries, changed, gone, view.Now);
    }

    /// <summary>The entries and marks are durable.</summary>
    public void Keep(Changes changes) => (_marks, _lookedAt) = (changes.Marks, changes.At);

    private IEnumerable<Sighting> Sightings(ClusterView view) =>
    [
        .. All(view, "Deployment", view.Deployments, d => facets.Of(d)), .. All(view, "StatefulSet", view.StatefulSets, s => facets.Of(s)),
        .. All(view, "DaemonSet", view.DaemonSets, d => facets.Of(d)), .. All(view, "CronJob", view.CronJobs, c => facets.Of(c)),
        .. All(view, "ConfigMap", view.ConfigMaps, c => facets.Of(c)).Where(c => !IsLock(c.Metadata)),
        .. All(view, "Secret", view.Secrets, ObjectFacets.OfSecret), .. All(view, "HorizontalPodAutoscaler", view.Autoscalers, h => facets.Of(h)),
        .. All(view, "Node", view.Nodes, n => facets.Of(n)), .. All(view, "Service", view.Services, s => facets.Of(s)),
        .. All(view, "Ingress", view.Ingresses, i => facets.Of(i)), .. All(view, "NetworkPolicy", view.NetworkPolicies, n => facets.Of(n)),
        .. All(view, "PodDisruptionBudget", view.Budgets, b => facets.Of(b)), .. All(view, "ResourceQuota", view.Quotas, ObjectFacets.Of),
        .. All(view, "PersistentVolumeClaim", view.Claims, c => facets.Of(c)),
    ];

    /// <summary>Leader election writes into config maps every other second.</summary>
    private static bool IsLock(ObjectMeta metadata) => metadata.Annotations.ContainsKey("control-plane.alpha.kubernetes.io/leader");

    private static IEnumerable<Sighting> All<T>(ClusterView view, string kind, KindView<T> seen, Func<T, SortedDictionary<string, string>> facets)
        where T : class, IKubernetesObject =>
        seen.Items.Select(item => new Sighting(view.Entity(kind, item.Metadata), item.Metadata, () => facets(item)));

    private static List<FacetChange> Diff(ObjectMark before, ObjectMark after) =>
    [
        .. before.Facets.Keys.Union(after.Facets.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(facet => new FacetChange(facet, before.Facets.GetValueOrDefault(facet), after.Facets.GetValueOrDefault(facet)))
            .Where(change => change.Before != change.After),
    ];

    private static TimelineEntry Change(ObjectMark mark, List<FacetChange> differences, DateTimeOffset since, DateTimeOffset now) => new()
    {
        Cluster = mark.Entity.Cluster,
        Key = $"change:{mark.Key}|{mark.Version}",
        Kind = mark.KindOf(differences),
        Entity = mark.Entity,
        Owner = mark.Owner,
        FirstAt = since,
        LastAt = now,
        IsApproximate = since < now,
        Summary = Cut($"{mark.Entity} changed: {string.Join("; ", differences.Take(5).Select(Words))}{(differences.Count > 5 ? $" and {differences.Count - 5} more" : "")}"),
        Changes = [.. differences.Take(MostChanges)],
    };

    private static TimelineEntry Lifecycle(ObjectMark mark, string what, DateTimeOffset since, DateTimeOffset now) => new()
    {
        Cluster = mark.Entity.Cluster,
        Key = $"lifecycle:{mark.Key}|{mark.Version}|{what}",
        Kind = mark.Entity.Kind == "Node" ? TimelineKind.Node : TimelineKind.Lifecycle,
        Entity = mark.Entity,
        Owner = mark.Owner,
        FirstAt = since < now ? since : now,
        LastAt = what == "was created" && since < now ? since : now,
        IsApproximate = what == "was deleted" && since < now,
        Summary = $"{mark.Entity} {what}",
    };

    private static string Words(FacetChange change) => change switch
    {
        { Facet: "resourceVersion" } => "it was written",
        { Before: null } => $"{change.Facet} is new: {change.After}",
        { After: null } => $"{change.Facet} is gone, it was {change.Before}",
        _ => $"{change.Facet} from {change.Before} to {change.After}",
    };

    private static string Cut(string text) => text.Length <= LongestSummary ? text : string.Concat(text.AsSpan(0, LongestSummary - 1), "…");

    private sealed record Sighting(EntityRef Entity, ObjectMeta Metadata, Func<SortedDictionary<string, string>> Facets)
    {
        public string Key => $"{Entity.Kind}/{Entity.Namespace}/{Entity.Name}";

        public string Version => $"{Metadata.Uid}@{Metadata.ResourceVersion}";
    }
}

/// <summary>What a look at the changes came to.</summary>
/// <param name="Marks">What is remembered when it is kept.</param>
/// <param name="Entries">What happened.</param>
/// <param name="Changed">Marks that are new or other than before.</param>
/// <param name="Gone">Keys of marks of objects that are gone.</param>
/// <param name="At">When it was looked.</param>
public sealed record Changes(
    Dictionary<string, ObjectMark> Marks, IReadOnlyList<TimelineEntry> Entries, IReadOnlyList<ObjectMark> Changed, IReadOnlyList<string> Gone, DateTimeOffset At);

using Pipeline.Collector.Changes;
using Pipeline.Collector.Events;
using Pipeline.Collector.Failures;
using Pipeline.Contracts.Symptoms;
using Pipeline.Contracts.Timelines;
using Pipeline.Masking;

namespace Pipeline.Collector.Watching;

/// <summary>What becomes of a view of the cluster: symptoms for the intake, happenings for the timeline.</summary>
/// <remarks>What is told is durable before it is remembered as told, so a look that could not be stored is simply made again.</remarks>
public sealed class ClusterLook(
    string source, KubernetesOptions options, IObservationStore observations, IChangeMarks marks, ITimeline timeline, Masker masker)
{
    /// <summary>With more time than this between two looks nobody knows when a change happened.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(30);

    /// <summary>How often it is written down that somebody looks, when nothing changes.</summary>
    private static readonly TimeSpan BetweenNotes = TimeSpan.FromMinutes(1);

    private static readonly LedgerRules OfFindings = new() { Repeat = TimeSpan.FromHours(12) };

    private readonly ObservationScope _scope = new(options);
    private readonly ObservationReports _reports = new(source, masker);
    private readonly ObjectFacets _facets = new(masker);
    private readonly ObservationLedger _failures = new(new LedgerRules { Repeat = options.Repeat, Settle = options.Settle });
    private readonly ObservationLedger _findings = new(OfFindings);
    private readonly ChangeWatch _changes = new(new ObjectFacets(masker));
    private EventTally _events = new(masker);
    private DateTimeOffset _noted = DateTimeOffset.MinValue;
    private bool _hasHistory;

    /// <summary>Goes on from what the last collector told and knew.</summary>
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        _failures.Restore(await observations.LoadAsync(cancellationToken));
        var (known, lookedAt) = await marks.LoadAsync(cancellationToken);
        _changes.Restore(known, lookedAt);
        (_hasHistory, _events) = (lookedAt is not null, new EventTally(masker));
    }

    /// <summary>Tells what is new in a view.</summary>
    /// <param name="unseen">What the watch itself has to say about what it does not see.</param>
    /// <returns>When the next look is due even if nothing changes, and how many reports were made.</returns>
    public async Task<(DateTimeOffset Due, int Reports)> TakeAsync(ClusterView view, IReadOnlyList<Observation> unseen, CancellationToken cancellationToken)
    {
        var told = _failures.Standing.Where(s => s.Told is not null).Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        // a failure that has become a mere note meanwhile (a node that was cordoned) is not over
        var seen = _scope.Of(view, [.. FailureScans.Look(view), .. unseen])
            .ToLookup(o => o.Worth == ObservationWeight.Failure || (o.Worth == ObservationWeight.Note && told.Contains(o.Key)));
        var look = _failures.Take([.. seen[true]], standing => CanSee(view, standing), view.Now);
        await observations.KeepAsync([.. look.Tellings.Select(t => (t, _reports.Of(t)))], cancellationToken);
        _failures.Keep(look);
        await KeepTimelineAsync(view, [.. seen[false]], cancellationToken);
        return (look.Due, look.Tellings.Count);
    }

    private async Task KeepTimelineAsync(ClusterView view, IReadOnlyList<Observation> others, CancellationToken cancellationToken)
    {
        var findings = _findings.Take(others, standing => CanSee(view, standing), view.Now);
        var changes = _changes.Take(view, Gap);
        var history = _hasHistory ? [] : RolloutHistory.Of(view, _facets);
        try
        {
            await timeline.KeepAsync(
                [.. history, .. changes.Entries, .. _events.Take(view), .. findings.Tellings.Where(t => t.Status == SymptomStatus.Firing).Select(FindingOf)], cancellationToken);
        }
        catch
        {
            _events = new EventTally(masker); // tells all of them again
            throw;
        }
        _hasHistory = true;
        if (changes.Changed.Count > 0 || changes.Gone.Count > 0 || view.Now - _noted >= BetweenNotes)
        {
            await marks.SaveAsync(changes.Changed, changes.Gone, view.Now, cancellationToken);
            _noted = view.Now;
        }
        _changes.Keep(changes);
        _findings.Keep(findings);
    }

    private TimelineEntry FindingOf(Telling telling)
    {
        var (observation, report) = (telling.Standing.Observation, _reports.Of(telling));
        return new TimelineEntry
        {
            Cluster = report.Cluster,
            Key = $"finding:{telling.Standing.Key}",
            Kind = TimelineKind.Finding,
            Entity = observation.Entity,
            Owner = observation.Owner ?? observation.Entity,
            FirstAt = telling.Standing.Since,
            LastAt = report.ObservedAt,
            Summary = report.Reason,
            Reason = observation.State.Name,
            Group = observation.Worth == ObservationWeight.Hygiene ? "hygiene" : "note",
            Count = observation.Count,
        };
    }

    private static bool CanSee(ClusterView view, Observation standing) =>
        view.CanSee(standing.Entity) && standing.RestsOn.All(view.IsVisible);
}

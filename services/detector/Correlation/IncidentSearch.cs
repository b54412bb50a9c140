using Pipeline.Contracts;
using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Identity;
using Pipeline.Incidents.State;
using Pipeline.IncidentStore;
using Pipeline.IncidentStore.Listing;
using Pipeline.IncidentStore.Topology;

namespace Pipeline.Detector.Correlation;

/// <summary>Looks up the incidents that a report could belong to.</summary>
public sealed class IncidentSearch(IIncidentStore incidents, IncidentDirectory directory, TopologyStore topology)
{
    /// <summary>Loads them as they are now.</summary>
    /// <param name="report">The report.</param>
    /// <param name="key">Its cluster, resolved owner and failure class.</param>
    /// <param name="joinWindow">What is older has no relatives: nothing more can join it for beginning at its time.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<Neighbourhood> AroundAsync(
        SymptomReport report, IncidentKey key, TimeSpan joinWindow, CancellationToken cancellationToken)
    {
        var ofSymptom = await LoadAsync(await directory.OfSymptomAsync(report.Cluster, report.SymptomKey, cancellationToken), cancellationToken);
        if (report.Status != SymptomStatus.Firing)
            return Neighbourhood.Empty with { OfSymptom = ofSymptom };
        var isFresh = report.ObservedAt - report.StartedAt <= joinWindow * 2;
        var related = isFresh ? await RelatedAsync(report, key.Owner, cancellationToken) : [];
        if (ofSymptom.Any(incident => incident.HoldsKey()))
            return Neighbourhood.Empty with { OfSymptom = ofSymptom, Related = related };
        if (await directory.HolderAsync(key, cancellationToken) is { } holder && await FindAsync(holder, cancellationToken) is { } ofKey)
            return new Neighbourhood(ofSymptom, ofKey, [], null) { Related = related };
        var ofOwner = await LoadAsync(await directory.OfOwnersAsync(report.Cluster, [key.Owner.ToString()], cancellationToken), cancellationToken);
        var latest = await directory.LatestAsync(key, cancellationToken) is { } episode ? await FindAsync(episode.Id, cancellationToken) : null;
        return new Neighbourhood(ofSymptom, null, ofOwner, latest) { Related = related };
    }

    /// <summary>The incident that goes on and has this symptom; null for none.</summary>
    public async Task<Guid?> GoingOnAsync(SymptomReport report, CancellationToken cancellationToken) =>
        (await LoadAsync(await directory.OfSymptomAsync(report.Cluster, report.SymptomKey, cancellationToken), cancellationToken))
            .FirstOrDefault(incident => !incident.Phase.IsClosed)?.Id;

    private async Task<IReadOnlyList<RelatedIncident>> RelatedAsync(SymptomReport report, EntityRef owner, CancellationToken cancellationToken)
    {
        var relatives = await topology.RelativesAsync(report.Entity, owner, cancellationToken);
        if (relatives.Count == 0)
            return [];
        var going = await LoadAsync(
            await directory.OfOwnersAsync(report.Cluster, [.. relatives.Select(relative => relative.Owner)], cancellationToken), cancellationToken);
        return
        [
            .. from relative in relatives
               from incident in going
               where incident.Key.Owner.ToString() == relative.Owner
               select new RelatedIncident(relative, incident),
        ];
    }

    private async Task<Incident?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await incidents.LoadAsync(id, cancellationToken))?.Incident;

    private async Task<IReadOnlyList<Incident>> LoadAsync(IReadOnlyList<IncidentSummary> summaries, CancellationToken cancellationToken)
    {
        var loaded = new List<Incident>();
        foreach (var summary in summaries)
        {
            if (await FindAsync(summary.Id, cancellationToken) is { } incident)
                loaded.Add(incident);
        }

        return loaded;
    }
}

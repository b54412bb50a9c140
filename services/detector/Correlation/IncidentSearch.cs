using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Identity;
using Pipeline.Incidents.State;
using Pipeline.IncidentStore;
using Pipeline.IncidentStore.Listing;

namespace Pipeline.Detector.Correlation;

/// <summary>Looks up the incidents that a report could belong to.</summary>
public sealed class IncidentSearch(IIncidentStore incidents, IncidentDirectory directory)
{
    /// <summary>Loads them as they are now.</summary>
    public async Task<Neighbourhood> AroundAsync(SymptomReport report, IncidentKey key, CancellationToken cancellationToken)
    {
        var ofSymptom = await LoadAsync(
            (await directory.OfSymptomAsync(report.Cluster, report.SymptomKey, cancellationToken)).Select(summary => summary.Id));
        if (report.Status != SymptomStatus.Firing || ofSymptom.Any(incident => incident.HoldsKey()))
            return Neighbourhood.Empty with { OfSymptom = ofSymptom };
        var ofKey = await directory.HolderAsync(key, cancellationToken) is { } holder ? await FindAsync(holder) : null;
        if (ofKey is not null)
            return new Neighbourhood(ofSymptom, ofKey, [], null);
        var ofOwner = await LoadAsync((await directory.OfOwnerAsync(key.Owner, cancellationToken)).Select(summary => summary.Id));
        var latest = await directory.LatestAsync(key, cancellationToken) is { } episode ? await FindAsync(episode.Id) : null;
        return new Neighbourhood(ofSymptom, null, ofOwner, latest);

        async Task<Incident?> FindAsync(Guid id) => (await incidents.LoadAsync(id, cancellationToken))?.Incident;

        async Task<IReadOnlyList<Incident>> LoadAsync(IEnumerable<Guid> ids)
        {
            var loaded = new List<Incident>();
            foreach (var id in ids)
            {
                if (await FindAsync(id) is { } incident)
                    loaded.Add(incident);
            }

            return loaded;
        }
    }
}

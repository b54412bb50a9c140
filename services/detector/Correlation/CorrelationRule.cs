using Pipeline.Contracts.Symptoms;
using Pipeline.Detection.Profiles;
using Pipeline.Incidents.Identity;
using Pipeline.Incidents.State;

namespace Pipeline.Detector.Correlation;

/// <summary>Decides which incident a symptom belongs to. Pure.</summary>
/// <remarks>
/// First what is known of the very symptom, then of its key (owner and failure class), then other symptoms of the same
/// owner that began about the same time: one cause shows in several ways. Missing data never join anything else, as
/// they would keep it from healing.
/// </remarks>
public static class CorrelationRule
{
    /// <summary>Finds the place of a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="key">Its cluster, resolved owner and failure class.</param>
    /// <param name="near">The incidents that it could belong to.</param>
    /// <param name="joinWindow">How far apart two symptoms of one owner may begin and still be one incident.</param>
    public static Placement Place(SymptomReport report, IncidentKey key, Neighbourhood near, TimeSpan joinWindow)
    {
        var known = near.OfSymptom.FirstOrDefault(incident => incident.HoldsKey()) ??
            near.OfSymptom.FirstOrDefault(incident => incident.Phase is not IncidentPhase.Merged);
        if (known is not null && (known.HoldsKey() || report.Status != SymptomStatus.Firing))
            return new Placement.Join(known.Id, "It is the same symptom.");
        if (report.Status != SymptomStatus.Firing)
            return new Placement.None("No incident has this symptom, and it is not there any more.");
        if (near.OfKey is { } holder)
            return new Placement.Join(holder.Id, $"It is the same kind of failure of {key.Owner}.");
        if (near.OfOwner.FirstOrDefault(incident => BeganWith(report, incident, joinWindow)) is { } related)
            return new Placement.Join(related.Id, $"It concerns {key.Owner}, too, and began about the same time.");
        var episode = (near.Latest?.Episode ?? 0) + 1;
        return near.Latest is { Phase: IncidentPhase.Resolved or IncidentPhase.Withdrawn } ended
            ? new Placement.Join(ended.Id, $"The same kind of failure of {key.Owner} came back.", episode)
            : new Placement.Open(key, episode);
    }

    private static bool BeganWith(SymptomReport report, Incident incident, TimeSpan joinWindow) =>
        report.FailureClass != FailureClass.DataMissing && incident.Key.FailureClass != FailureClass.DataMissing &&
        incident.Symptoms.Values.Any(symptom =>
            symptom.Status != SymptomStatus.Cleared && symptom.First.Clock == report.Clock &&
            (report.StartedAt - symptom.First.StartedAt).Duration() <= joinWindow);
}

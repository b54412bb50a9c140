using Pipeline.Contracts.Symptoms;
using Pipeline.Detection.Profiles;
using Pipeline.Incidents.Identity;
using Pipeline.Incidents.State;
using Pipeline.IncidentStore.Topology;

namespace Pipeline.Detector.Correlation;

/// <summary>Decides which incident a symptom belongs to, and which others it explains. Pure.</summary>
/// <remarks>
/// First what is known of the very symptom, then of its key (owner and failure class), then other symptoms of the same
/// owner that began about the same time: one cause shows in several ways. Then what it depends on: the node it runs on, the
/// services it calls, when their failure can be its cause and began about the same time. Missing data never join anything
/// else, as they would keep it from healing.
/// </remarks>
public static class CorrelationRule
{
    /// <summary>Finds the place of a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="key">Its cluster, resolved owner and failure class.</param>
    /// <param name="near">The incidents that it could belong to.</param>
    /// <param name="joinWindow">How far apart two symptoms of one cause may begin.</param>
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
        if (CauseOf(report, near.Related, joinWindow) is { } cause)
            return new Placement.Join(cause.Incident.Id, Because(key.Owner.ToString(), cause.Relative));
        var episode = (near.Latest?.Episode ?? 0) + 1;
        return near.Latest is { Phase: IncidentPhase.Resolved or IncidentPhase.Withdrawn } ended
            ? new Placement.Join(ended.Id, $"The same kind of failure of {key.Owner} came back.", episode)
            : new Placement.Open(key, episode);
    }

    /// <summary>The incidents that are nothing but effects of what a report says.</summary>
    /// <param name="report">The report.</param>
    /// <param name="owner">Who answers for its entity.</param>
    /// <param name="near">The incidents of relatives.</param>
    /// <param name="joinWindow">How far apart two symptoms of one cause may begin.</param>
    public static IReadOnlyList<Effect> EffectsOf(
        SymptomReport report, string owner, IReadOnlyList<RelatedIncident> near, TimeSpan joinWindow) =>
        report.Status != SymptomStatus.Firing
            ? []
            :
            [
                .. near.Where(related => BeganWith(report, related.Incident, joinWindow) && IsExplained(report, related))
                    .DistinctBy(related => related.Incident.Id)
                    .Select(related => new Effect(
                        related.Incident.Id,
                        Because(related.Relative.Owner, related.Relative with { Kinship = Propagation.Reverse(related.Relative.Kinship), Owner = owner }))),
            ];

    private static RelatedIncident? CauseOf(SymptomReport report, IReadOnlyList<RelatedIncident> near, TimeSpan joinWindow) =>
        near.FirstOrDefault(related =>
            BeganWith(report, related.Incident, joinWindow) &&
            Propagation.Explains(related.Incident.Key.FailureClass, related.Relative.Kinship, report.FailureClass, report.Metric));

    /// <summary>Whether every symptom that an incident still has can come from the report's failure, and the report's from none of them.</summary>
    private static bool IsExplained(SymptomReport report, RelatedIncident related) =>
        related.Incident.Symptoms.Values.Where(symptom => symptom.Status != SymptomStatus.Cleared).All(symptom =>
            Propagation.Explains(
                report.FailureClass, Propagation.Reverse(related.Relative.Kinship), symptom.First.FailureClass, symptom.First.Metric)) &&
        !Propagation.Explains(related.Incident.Key.FailureClass, related.Relative.Kinship, report.FailureClass, report.Metric);

    private static string Because(string sufferer, Relative cause) => cause.Kinship switch
    {
        Kinship.Node => $"{sufferer} runs on {cause.Owner}, which fell ill about the same time.",
        Kinship.Callee when cause.Distance == 1 => $"{sufferer} calls {cause.Owner}, which fell ill about the same time.",
        Kinship.Callee => $"{sufferer} depends on {cause.Owner} through what it calls, and that fell ill about the same time.",
        _ => $"{cause.Owner} sends its requests to {sufferer}, and their number changed about the same time.",
    };

    private static bool BeganWith(SymptomReport report, Incident incident, TimeSpan joinWindow) =>
        report.FailureClass != FailureClass.DataMissing && incident.Key.FailureClass != FailureClass.DataMissing &&
        incident.Symptoms.Values.Any(symptom =>
            symptom.Status != SymptomStatus.Cleared && symptom.First.Clock == report.Clock &&
            (report.StartedAt - symptom.First.StartedAt).Duration() <= joinWindow);
}

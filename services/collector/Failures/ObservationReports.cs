using System.Globalization;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Masking;

namespace Pipeline.Collector.Failures;

/// <summary>Makes symptom reports of tellings, masked and bounded.</summary>
/// <param name="source">Name of the source in the reports.</param>
public sealed class ObservationReports(string source, Masker masker)
{
    private const int LongestReason = 1000;
    private const int LongestLabel = 300;

    /// <summary>The report of one telling.</summary>
    public SymptomReport Of(Telling telling)
    {
        var (standing, observation) = (telling.Standing, telling.Standing.Observation);
        return new SymptomReport
        {
            Cluster = observation.Entity.Cluster,
            SymptomKey = standing.Key,
            Entity = observation.Entity,
            Owner = observation.Owner,
            FailureClass = observation.State.FailureClass,
            Status = telling.Status,
            Severity = observation.Urgency,
            Source = source,
            StartedAt = standing.Since,
            ObservedAt = standing.ToldAt > standing.Since ? standing.ToldAt : standing.Since,
            Clock = SourceClock.Live,
            Reason = Cut(masker.Text(ReasonOf(telling)), LongestReason),
            Metric = observation.State.Name,
            Labels = masker.Labels(LabelsOf(observation)),
        };
    }

    /// <summary>Two arrivals with this key are the same report.</summary>
    public static string DedupKeyOf(SymptomReport report) =>
        string.Create(CultureInfo.InvariantCulture, $"{report.SymptomKey}|{report.ObservedAt.UtcDateTime:O}|{report.Status}");

    private static string ReasonOf(Telling telling)
    {
        var observation = telling.Standing.Observation;
        return telling.Status switch
        {
            SymptomStatus.Cleared => $"{observation.State.Name} is over: fresh looks do not show it any more",
            SymptomStatus.Missing => $"{observation.State.Name} can be neither confirmed nor ruled out: {observation.Entity} cannot be seen",
            _ => $"{observation.State.Name}: {observation.Message}",
        };
    }

    private static Dictionary<string, string> LabelsOf(Observation observation)
    {
        var labels = observation.Details.ToDictionary(d => d.Key, d => Cut(d.Value, LongestLabel), StringComparer.Ordinal);
        labels.TryAdd("reason", observation.State.Name);
        labels["state"] = observation.State.Name;
        labels["count"] = observation.Count.ToString(CultureInfo.InvariantCulture);
        return labels;
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest - 1), "…");
}

using Pipeline.Collector.Watching;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Masking;

namespace Pipeline.Collector.Alerts;

/// <summary>Makes symptom reports of alerts, masked and bounded.</summary>
/// <param name="cluster">Name of the cluster.</param>
/// <param name="source">Name of the Alertmanager, part of every key.</param>
/// <param name="owners">Who answers for what, where the cluster is watched; labels and names tell otherwise.</param>
public sealed class AlertReports(string cluster, string source, Masker masker, SeenOwners? owners = null)
{
    private const int LongestReason = 1000;
    private const int LongestAnnotation = 4096;
    private const int MostLabels = 64;
    private const int MostAnnotations = 32;
    private static readonly string[] ReasonAnnotations = ["description", "message", "summary"];

    /// <summary>The report of one alert.</summary>
    /// <remarks>
    /// A firing alert was observed when it began and not when it arrived: repeats are the same report, and one that comes
    /// after its own end is older than the end.
    /// </remarks>
    /// <param name="receivedAt">Stands for the end of a resolved alert that does not say it.</param>
    public SymptomReport Of(Alert alert, DateTimeOffset receivedAt)
    {
        var entity = AlertEntity.Of(cluster, alert);
        var observed = alert.IsResolved ? alert.EndsAt ?? receivedAt : alert.StartsAt;
        return new SymptomReport
        {
            Cluster = cluster,
            SymptomKey = $"alert:{source}:{alert.Fingerprint}",
            Entity = entity,
            Owner = owners?.Of(entity),
            FailureClass = AlertClass.FailureClassOf(alert),
            Status = alert.IsResolved ? SymptomStatus.Cleared : SymptomStatus.Firing,
            Severity = AlertClass.SeverityOf(alert),
            Source = source,
            StartedAt = alert.StartsAt,
            ObservedAt = observed > alert.StartsAt ? observed : alert.StartsAt,
            Clock = SourceClock.Live,
            Reason = Cut(masker.Text(ReasonOf(alert)), LongestReason),
            Metric = alert.Name,
            Labels = masker.Labels(Bounded(alert.Labels, MostLabels)),
            Annotations = masker.Annotations(Bounded(alert.Annotations, MostAnnotations))
                .ToDictionary(a => a.Key, a => Cut(a.Value, LongestAnnotation), StringComparer.Ordinal),
        };
    }

    /// <summary>Two arrivals with this key are the same observation.</summary>
    public string DedupKeyOf(Alert alert) =>
        $"{source}|{alert.Fingerprint}|{alert.StartsAt.UtcDateTime:O}|{(alert.IsResolved ? "resolved" : "firing")}";

    private static string ReasonOf(Alert alert)
    {
        var said = ReasonAnnotations.Select(name => alert.Annotations.GetValueOrDefault(name)).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
        return said is null ? $"Alert {alert.Name}" : $"{alert.Name}: {said}";
    }

    /// <summary>Names that matter for finding the owner come first, should there be too many.</summary>
    private static Dictionary<string, string> Bounded(IReadOnlyDictionary<string, string> all, int most) =>
        all.OrderByDescending(pair => pair.Key is "alertname" or "namespace" or "severity" or "pod" or "deployment" or "node")
            .ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(most).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    private static string Cut(string text, int longest) => text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest - 1), "…");
}

using System.Text.Json.Serialization;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Contracts.Symptoms;

/// <summary>One observation of one symptom (an anomaly of a series, an alert, or a state of an object), as kept in the intake until it is correlated.</summary>
/// <remarks>
/// Masked before it is stored. Reports of one <see cref="SymptomKey"/> may come doubled and out of order; the newest
/// <see cref="ObservedAt"/> holds.
/// </remarks>
public sealed record SymptomReport
{
    /// <summary>Name of the cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>
    /// Identity of the symptom: "series:&lt;series key&gt;", "forecast:&lt;series key&gt;", "alert:&lt;source&gt;:&lt;fingerprint&gt;", of a state that an object
    /// is seen in "object:&lt;cluster&gt;|&lt;kind&gt;/&lt;namespace, empty for none&gt;/&lt;name&gt;|&lt;state&gt;", or of data that do
    /// not come "missing:&lt;source&gt;|&lt;cluster&gt;|&lt;entity&gt;|&lt;metric, empty for all of a source&gt;".
    /// </summary>
    public required string SymptomKey { get; init; }

    /// <summary>What is sick.</summary>
    public required EntityRef Entity { get; init; }

    /// <summary>Who answers for <see cref="Entity"/>, where the cluster's own owner references say it; null where only labels and names can tell.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EntityRef? Owner { get; init; }

    /// <summary>The kind of failure, kebab-case: "cpu-saturation", "error-burst", "high-latency", "data-missing".</summary>
    public required string FailureClass { get; init; }

    /// <summary>What is observed.</summary>
    public required SymptomStatus Status { get; init; }

    /// <summary>How urgent it is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Where it was seen: "prometheus", "csv:node.csv", "alertmanager", "kubernetes".</summary>
    public required string Source { get; init; }

    /// <summary>When the symptom began, on the source's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When this was observed, on the source's clock; not before <see cref="StartedAt"/>.</summary>
    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>Which clock the two times are on.</summary>
    public required SourceClock Clock { get; init; }

    /// <summary>Why this is a symptom, in words and numbers; at most 1,000 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>Name of the metric, alert or state.</summary>
    public required string Metric { get; init; }

    /// <summary>The golden signal, when the symptom is one of a metric.</summary>
    public Signal? Signal { get; init; }

    /// <summary>UCUM unit of <see cref="Value"/>, <see cref="Baseline"/> and <see cref="Threshold"/>.</summary>
    public string? Unit { get; init; }

    /// <summary>The newest value; null for alerts without one.</summary>
    public double? Value { get; init; }

    /// <summary>What would have been normal: the median before the symptom.</summary>
    public double? Baseline { get; init; }

    /// <summary>The limit that was crossed, when there is a fixed one.</summary>
    public double? Threshold { get; init; }

    /// <summary>Robust z-score of the value, dimensionless; null when a fixed threshold decided.</summary>
    public double? Score { get; init; }

    /// <summary>How unusual the newest value is for its series, 0 to 1 with the same meaning for all; null when that was not judged.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? AnomalyScore { get; init; }

    /// <summary>When the failure is expected, where it is foreseen and not there yet; null for what is there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? PredictedFor { get; init; }

    /// <summary>The stretch of the series that shows it, at most 240 samples; null for alerts and repeated observations.</summary>
    public MetricWindow? Window { get; init; }

    /// <summary>Labels of the series or alert; masked; at most 64.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Annotations of the alert; masked; at most 32, each at most 4,096 characters.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();
}

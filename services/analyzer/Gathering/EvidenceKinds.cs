namespace Pipeline.Analyzer.Gathering;

/// <summary>The kinds of evidence that the analyzer gathers. They are stored: none may change.</summary>
public static class EvidenceKinds
{
    /// <summary>A series around the onset of a symptom, in numbers.</summary>
    public const string MetricWindow = "metric-window";

    /// <summary>A symptom of a metric of which no window was recorded.</summary>
    public const string MetricObservation = "metric-observation";

    /// <summary>An alert with its labels and annotations.</summary>
    public const string Alert = "alert";

    /// <summary>Data that should be there and are not.</summary>
    public const string MissingData = "missing-data";

    /// <summary>The order in which the symptoms began.</summary>
    public const string SymptomTimeline = "symptom-timeline";

    /// <summary>What was tried, refused or found out earlier in this incident.</summary>
    public const string History = "incident-history";
}

using Pipeline.Analyzer.Reading;
using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Tests;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Analyzer.Tests;

/// <summary>Streams to analyse.</summary>
internal static class Case
{
    /// <summary>A stream that begins with these symptoms and has an analysis under way.</summary>
    public static IReadOnlyList<IncidentEvent> Of(params IEnumerable<SymptomReport> reports) =>
    [
        new IncidentOpened
        {
            At = Some.Noon, IncidentId = Some.Id, Owner = Some.Workload, FailureClass = Some.Key.FailureClass, Episode = 1,
            Title = $"{Some.Key.FailureClass} of {Some.Workload}",
        },
        new OwnerResolved { At = Some.Noon, Resolution = Some.Owner },
        .. reports.Select(r => new SymptomJoined { At = r.ObservedAt, Report = r, Because = "Same owner." }),
        new AnalysisStarted { At = Some.Noon.AddMinutes(20), Attempt = 1, Deadline = Some.Noon.AddMinutes(22) },
    ];

    public static IncidentStory Story(params IEnumerable<SymptomReport> reports) => IncidentStory.Of(Of(reports));

    /// <summary>CPU at 97 % for 12 minutes, 21 % before, above a limit of 90 %.</summary>
    public static SymptomReport Cpu(double onsetMinute = 0, string pod = "cart-7c9d5b6f8-x2x9k") =>
        Series("cpu-saturation", "cpu-utilization", Signal.Saturation, "1", 0.21, 0.97, onsetMinute, pod) with { Threshold = 0.9 };

    /// <summary>Three times the requests.</summary>
    public static SymptomReport Traffic(double onsetMinute) =>
        Series("traffic-surge", "request-rate", Signal.Traffic, "1/s", 40, 120, onsetMinute) with { Score = 12.5 };

    /// <summary>Answers take 800 ms instead of 90.</summary>
    public static SymptomReport Latency(double onsetMinute) =>
        Series("high-latency", "request-latency-p95", Signal.Latency, "s", 0.09, 0.8, onsetMinute) with { Score = 9 };

    /// <summary>A series with ten steady samples before the onset and twelve after it.</summary>
    public static SymptomReport Series(
        string failureClass, string metric, Signal signal, string unit, double before, double after, double onsetMinute,
        string pod = "cart-7c9d5b6f8-x2x9k")
    {
        var entity = Some.Pod with { Name = pod };
        var onset = Some.Noon.AddMinutes(onsetMinute);
        var window = new MetricWindow
        {
            Entity = entity,
            Metric = metric,
            Unit = unit,
            Signal = signal,
            Start = onset.AddMinutes(-10),
            Step = TimeSpan.FromMinutes(1),
            Samples = [.. Enumerable.Repeat((double?)before, 10), .. Enumerable.Repeat((double?)after, 12)],
        };
        return new SymptomReport
        {
            Cluster = "demo",
            SymptomKey = $"series:{window.SeriesKey()}",
            Entity = entity,
            FailureClass = failureClass,
            Status = SymptomStatus.Firing,
            Severity = Severity.Warning,
            Source = "prometheus",
            StartedAt = onset,
            ObservedAt = onset.AddMinutes(12),
            Clock = SourceClock.Live,
            Reason = $"{metric} is unlike before",
            Metric = metric,
            Signal = signal,
            Unit = unit,
            Value = after,
            Baseline = before,
            Window = window,
        };
    }

    /// <summary>An alert of the on-call people's own rules.</summary>
    public static SymptomReport Alert(string failureClass, string name, string? reason = null) => new()
    {
        Cluster = "demo",
        SymptomKey = $"alert:alertmanager:{name}",
        Entity = Some.Pod,
        FailureClass = failureClass,
        Status = SymptomStatus.Firing,
        Severity = Severity.Critical,
        Source = "alertmanager",
        StartedAt = Some.Noon,
        ObservedAt = Some.Noon.AddMinutes(1),
        Clock = SourceClock.Live,
        Reason = $"{name} fires",
        Metric = name,
        Labels = reason is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["reason"] = reason },
        Annotations = new Dictionary<string, string> { ["summary"] = "The queue is stuck.", ["runbook_url"] = "https://runbooks.example/queue" },
    };
}

using Pipeline.Analyzer.Reading;
using Pipeline.Analyzer.Words;
using Pipeline.Contracts.Symptoms;

namespace Pipeline.Analyzer.Gathering;

/// <summary>A symptom in words and numbers.</summary>
public static class SymptomWords
{
    private const int LongestAnnotation = 600;
    private const int LongestLabel = 200;

    /// <summary>"cpu-utilization of shop/Pod/cart-1: 97 % (median since onset), 31 % before …".</summary>
    public static string Metric(SymptomHistory symptom)
    {
        var (first, lines) = (symptom.First, new List<string>());
        if (symptom.IsState)
            return $"{first.Entity} is in state {first.Metric}. {Course(symptom)} The cluster says: {first.Reason.Clip(1_000)}";
        var (now, before) = Levels(symptom);
        lines.Add($"{first.Metric} of {first.Entity}: {now}{before}.");
        if (Limits(symptom) is { Length: > 0 } limits)
            lines.Add($"{limits}.");
        lines.Add(Course(symptom));
        if (symptom.Window is { } window)
            lines.Add(Shape(symptom, window));
        lines.Add($"Detected because: {first.Reason.Clip(1_000)}");
        return string.Join(' ', lines);
    }

    /// <summary>The alert's name, times, labels and annotations.</summary>
    public static string Alert(SymptomHistory symptom)
    {
        var first = symptom.First;
        var lines = new List<string>
        {
            $"Alert {first.Metric} ({first.Severity.ToString().ToLowerInvariant()}) on {first.Entity}. {Course(symptom)}",
            $"It says: {first.Reason.Clip(1_000)}",
        };
        lines.AddRange(Pairs("Annotation", first.Annotations, LongestAnnotation));
        lines.AddRange(Pairs("Label", first.Labels, LongestLabel));
        return string.Join('\n', lines);
    }

    /// <summary>"cpu-utilization 97 % since 03:12 (12 min), 31 % before": one symptom in half a sentence.</summary>
    public static string InShort(SymptomHistory symptom)
    {
        if (symptom.IsAlert)
            return $"alert {symptom.First.Metric} since {Times.Moment(symptom.Onset)}";
        if (symptom.IsState)
            return $"{symptom.First.Metric} since {Times.Moment(symptom.Onset)} ({Times.Length(symptom.Duration)})";
        var (now, before) = Levels(symptom);
        return $"{symptom.First.Metric} {now} since {Times.Moment(symptom.Onset)} ({Times.Length(symptom.Duration)}){before}";
    }

    private static (string Now, string Before) Levels(SymptomHistory symptom)
    {
        var first = symptom.First;
        string Say(double value) => Quantity.Say(value, first.Unit, first.Metric);
        var now = symptom.Window?.After ?? first.Value;
        var before = symptom.Window?.Before ?? first.Baseline;
        return (now, before) switch
        {
            ({ } n, { } b) => (Say(n), $", {Say(b)} before"),
            ({ } n, null) => (Say(n), ", nothing known of before"),
            _ => ("without a value", ""),
        };
    }

    private static string Limits(SymptomHistory symptom)
    {
        var first = symptom.First;
        return string.Join("; ", new[]
        {
            first.Threshold is { } limit
                ? $"Limit {Quantity.Say(limit, first.Unit, first.Metric)} {(symptom.Rises ? "exceeded" : "undercut")}"
                : null,
            first.Score is { } score ? $"Robust z-score {Quantity.Digits(score)}" : null,
        }.OfType<string>());
    }

    private static string Course(SymptomHistory symptom) => symptom.Latest.Status switch
    {
        SymptomStatus.Cleared => $"Since {Times.Moment(symptom.Onset)}; gone at {Times.Moment(symptom.Latest.ObservedAt)}.",
        SymptomStatus.Missing => $"Since {Times.Moment(symptom.Onset)}; no data at {Times.Moment(symptom.Latest.ObservedAt)}.",
        _ => $"Since {Times.Moment(symptom.Onset)}, seen for {Times.Length(symptom.Duration)}.",
    };

    private static string Shape(SymptomHistory symptom, WindowReading window)
    {
        var first = symptom.First;
        string Say(double value) => Quantity.Say(value, first.Unit, first.Metric);
        var extreme = window.Rises ? "Highest" : "Lowest";
        var slope = window.SlopePerMinute is { } change && change != 0
            ? $", changing by {(change > 0 ? "+" : "")}{Say(change)} per minute"
            : "";
        var gaps = window.Gaps == 0 ? "" : FormattableString.Invariant($" {window.Gaps} samples of the window are missing.");
        return $"{extreme} {Say(window.Peak)} at {Times.OfDay(window.PeakAt)}{slope}.{gaps}";
    }

    private static IEnumerable<string> Pairs(string word, IReadOnlyDictionary<string, string> pairs, int longest) =>
        pairs.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{word} {p.Key.Clip(LongestLabel)}: {p.Value.Clip(longest)}");
}

using Pipeline.Contracts.Metrics;

namespace Pipeline.Analyzer.Reading;

/// <summary>What the stretch of a series around a symptom's onset shows, in the unit of the series.</summary>
public sealed record WindowReading
{
    /// <summary>Samples that a median needs to be worth saying.</summary>
    private const int Enough = 3;

    /// <summary>Median of the samples before the onset; null when there are fewer than three.</summary>
    public double? Before { get; private init; }

    /// <summary>Median of the samples from the onset on.</summary>
    public required double After { get; init; }

    /// <summary>The sample from the onset on that is farthest in the direction of the change.</summary>
    public required double Peak { get; init; }

    /// <summary>When it was.</summary>
    public required DateTimeOffset PeakAt { get; init; }

    /// <summary>Change per minute from the onset on; null when there are fewer than three samples.</summary>
    /// <remarks>Theil and Sen: the median of the slopes of all pairs, so that single outliers do not count. O(n²), n ≤ 240 by contract.</remarks>
    public double? SlopePerMinute { get; private init; }

    /// <summary>Time from the onset to the last sample.</summary>
    public required TimeSpan Observed { get; init; }

    /// <summary>Samples that the source did not have.</summary>
    public required int Gaps { get; init; }

    /// <summary>Whether the values went up at the onset; a symptom of the other direction went down.</summary>
    public required bool Rises { get; init; }

    /// <summary>How many times the value before the value after is; null when nothing is known of before, or it was zero.</summary>
    public double? Factor => Before is { } before && before != 0 ? After / before : null;

    /// <summary>Reads a window.</summary>
    /// <param name="window">As recorded with the symptom.</param>
    /// <param name="onset">When the symptom began, on the window's clock.</param>
    /// <param name="baseline">What was normal; decides the direction when too little is seen of before.</param>
    /// <returns>Null when the window has no sample from the onset on.</returns>
    public static WindowReading? Of(MetricWindow window, DateTimeOffset onset, double? baseline)
    {
        var samples = window.Samples
            .Select((value, index) => (Value: value, At: window.Start + (window.Step * index)))
            .Where(s => s.Value is not null)
            .Select(s => (Value: s.Value!.Value, s.At))
            .ToList();
        var after = samples.Where(s => s.At >= onset).ToList();
        if (after.Count == 0)
            return null;
        var before = samples.Where(s => s.At < onset).Select(s => s.Value).ToList();
        var (beforeMedian, afterMedian) = (before.Count >= Enough ? Median(before) : (double?)null, Median(after.Select(s => s.Value)));
        var rises = afterMedian >= (beforeMedian ?? baseline ?? afterMedian);
        var peak = rises ? after.MaxBy(s => s.Value) : after.MinBy(s => s.Value);
        return new WindowReading
        {
            Before = beforeMedian,
            After = afterMedian,
            Peak = peak.Value,
            PeakAt = peak.At,
            SlopePerMinute = after.Count >= Enough ? SlopeOf(after) : null,
            Observed = after[^1].At - onset,
            Gaps = window.Samples.Count - samples.Count,
            Rises = rises,
        };
    }

    private static double SlopeOf(List<(double Value, DateTimeOffset At)> samples) => Median(
        from later in Enumerable.Range(1, samples.Count - 1)
        from earlier in Enumerable.Range(0, later)
        select (samples[later].Value - samples[earlier].Value) / (samples[later].At - samples[earlier].At).TotalMinutes);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] / 2) + (sorted[middle] / 2);
    }
}

using Pipeline.Detection.Alarms;
using Pipeline.Detection.Profiles;
using Pipeline.Detection.Robust;
using Pipeline.Detection.Series;
using Pipeline.Detection.Thresholds;

namespace Pipeline.Detection;

/// <summary>The detectors that watch a series: its fixed limits, then the robust score, together with the streaming bank, where that says something.</summary>
public static class DetectorBank
{
    /// <summary>New detectors that have learned nothing; the order is that of precedence when several see a symptom.</summary>
    /// <param name="profile">What is known about the metric.</param>
    /// <param name="metric">Its name.</param>
    /// <param name="unit">UCUM unit of the series.</param>
    /// <param name="settings">What holds for all series.</param>
    /// <param name="bank">Says how unusual the newest sample is; null when nobody asks that.</param>
    public static IReadOnlyList<WatchedDetector> For(
        MetricProfile profile, string metric, string unit, DetectionSettings settings, KeptBank? bank)
    {
        var detectors = new List<WatchedDetector>();
        var acceptAfter = profile.AcceptAfter ?? settings.AcceptAfter;
        var given = settings.Limits.GetValueOrDefault(metric);
        if (given is not null)
            detectors.Add(new WatchedDetector(new ThresholdDetector(given.Rule), given.Timing, acceptAfter));
        foreach (var limit in given is null ? profile.Limits : [])
        {
            if (limit.In(unit) is { } rule)
                detectors.Add(new WatchedDetector(new ThresholdDetector(rule), limit.Timing, acceptAfter));
        }

        if (!profile.IsScored)
            return detectors;
        var robust = new RobustRule(
            profile.Direction,
            settings.Score / settings.Sensitivity,
            profile.MinimumRise / settings.Sensitivity,
            Math.Min(0.99, profile.MinimumDrop / settings.Sensitivity),
            profile.MinimumChangeIn(unit) / settings.Sensitivity,
            settings.MinimumHistory,
            profile.Severity);
        detectors.Add(new WatchedDetector(
            new RobustDetector(robust, settings.BaselineSamples, bank),
            new AlarmTiming(profile.Votes, 5, profile.For, profile.ClearFor), acceptAfter));
        return detectors;
    }
}

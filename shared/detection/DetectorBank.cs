using Pipeline.Detection.Alarms;
using Pipeline.Detection.Profiles;
using Pipeline.Detection.Robust;
using Pipeline.Detection.Series;
using Pipeline.Detection.Thresholds;

namespace Pipeline.Detection;

/// <summary>The detectors that watch a series: its fixed limits, then the robust score where that says something.</summary>
public static class DetectorBank
{
    /// <summary>New detectors that have learned nothing; the order is that of precedence when several see a symptom.</summary>
    public static IReadOnlyList<WatchedDetector> For(MetricProfile profile, string unit, DetectionSettings settings)
    {
        var detectors = new List<WatchedDetector>();
        var acceptAfter = profile.AcceptAfter ?? settings.AcceptAfter;
        foreach (var limit in profile.Limits)
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
            new RobustDetector(robust, settings.BaselineSamples),
            new AlarmTiming(3, 5, profile.For, profile.ClearFor), acceptAfter));
        return detectors;
    }
}

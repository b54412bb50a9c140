using Pipeline.Contracts;
using Pipeline.Detection.Alarms;
using Pipeline.Detection.Thresholds;

namespace Pipeline.Detection.Profiles;

/// <summary>A fixed limit for a kind of metric, whatever the unit of the series.</summary>
/// <param name="Name">Unique within its profile, kebab-case.</param>
/// <param name="Measure">What <paramref name="Enter"/> and <paramref name="Leave"/> measure, in its base unit.</param>
/// <param name="Enter">At or beyond it a sample is abnormal.</param>
/// <param name="Leave">On the near side of it a sample is healthy; below <paramref name="Enter"/> for an upper limit.</param>
/// <param name="For">How long it must hold.</param>
/// <param name="ClearFor">How long its end must hold.</param>
/// <param name="Severity">How urgent it is.</param>
public sealed record Limit(
    string Name, Measure Measure, double Enter, double Leave, TimeSpan For, TimeSpan ClearFor, Severity Severity)
{
    /// <summary>The rule in the series' unit; null when the unit measures something else.</summary>
    public ThresholdRule? In(string unit) =>
        UnitScale.Of(Measure, unit) is { } scale ? new ThresholdRule(Name, Enter * scale, Leave * scale, Severity) : null;

    /// <summary>Two of three samples at least, so that one dip does not hide a breach; a limit without a duration fires at once.</summary>
    public AlarmTiming Timing => For == TimeSpan.Zero ? new(1, 1, For, ClearFor) : new(2, 3, For, ClearFor);
}

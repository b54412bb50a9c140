using Pipeline.Detection.Alarms;
using Pipeline.Detection.Thresholds;

namespace Pipeline.Detection;

/// <summary>A fixed limit that somebody set for one metric, in the unit of its series.</summary>
/// <param name="Rule">Where it is entered and left.</param>
/// <param name="Timing">How long it must hold.</param>
public sealed record GivenLimit(ThresholdRule Rule, AlarmTiming Timing);

using Pipeline.Contracts;

namespace Pipeline.Detection.Thresholds;

/// <summary>A fixed limit with hysteresis.</summary>
/// <remarks><c>Enter</c> ≥ <c>Leave</c> makes it an upper limit, <c>Enter</c> &lt; <c>Leave</c> a lower one.</remarks>
/// <param name="Name">Unique among the rules of a metric, kebab-case; part of stored state.</param>
/// <param name="Enter">A sample at or beyond it is abnormal; in the series' unit.</param>
/// <param name="Leave">A sample on the near side of it is healthy again; in the series' unit.</param>
/// <param name="Severity">How urgent it is.</param>
public sealed record ThresholdRule(string Name, double Enter, double Leave, Severity Severity)
{
    /// <summary>True for an upper limit.</summary>
    public bool IsUpper => Enter >= Leave;
}

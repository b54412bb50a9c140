namespace Pipeline.Simulator.Controllers.Autoscaling;

/// <summary>A metric could not be had or used.</summary>
/// <param name="reason">Of the condition and the event: "FailedGetResourceMetric".</param>
/// <param name="message">As the real controller words it.</param>
/// <param name="prefix">What the summary of all metrics puts before it.</param>
public sealed class MetricException(string reason, string message, string prefix) : Exception(message)
{
    public string Reason { get; } = reason;

    public string Prefix { get; } = prefix;
}

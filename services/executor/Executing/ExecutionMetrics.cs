using System.Diagnostics;
using System.Diagnostics.Metrics;
using Pipeline.Hosting.Telemetry;
using Pipeline.Incidents.Commands;

namespace Pipeline.Executor.Executing;

/// <summary>How often actions succeed, fail or leave doubt, and how long they take.</summary>
public sealed class ExecutionMetrics(PipelineMetrics metrics)
{
    private readonly Counter<long> _attempts = metrics.Meter.CreateCounter<long>(
        "pipeline.executor.attempts", "{attempt}", "Attempts at actions whose outcome was stored; labels action and outcome.");

    private readonly Histogram<double> _duration = metrics.Duration(
        "pipeline.executor.duration", "Time from an attempt's intent to its stored outcome; labels action and outcome.");

    /// <summary>Counts an attempt whose outcome was stored.</summary>
    /// <param name="action">Name in the catalogue.</param>
    /// <param name="outcome">The command that stored the outcome.</param>
    /// <param name="since">Time since the intent.</param>
    public void Attempted(string action, IncidentCommand outcome, TimeSpan since)
    {
        var labels = new TagList
        {
            { "action", action },
            {
                "outcome", outcome switch
                {
                    IncidentCommand.CompleteAction => "succeeded",
                    IncidentCommand.FailAction => "failed",
                    _ => "unknown",
                }
            },
        };
        _attempts.Add(1, labels);
        _duration.Record(since.TotalSeconds, labels);
    }
}

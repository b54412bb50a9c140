using System.Diagnostics.Metrics;
using Pipeline.EventStore.Sending;

namespace Pipeline.Hosting.Telemetry;

/// <summary>The pipeline's own instruments. Labels are few and bounded: never an incident, a pod or a person.</summary>
public sealed class PipelineMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "IncidentPipeline";

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600],
    };

    private volatile OutboxBacklog? _backlog;

    /// <summary>Makes the instruments.</summary>
    public PipelineMetrics(IMeterFactory meters)
    {
        Meter = meters.Create(MeterName);
        OutboxSent = Meter.CreateCounter<long>(
            "pipeline.outbox.sent", "{message}", "Messages that the broker has confirmed.");
        OutboxFailed = Meter.CreateCounter<long>(
            "pipeline.outbox.failed", "{message}", "Attempts to send a message that failed; label reason.");
        Meter.CreateObservableGauge(
            "pipeline.outbox.waiting", () => Backlog(backlog => backlog.Waiting), "{message}", "Messages in the outbox; in the process that sweeps.");
        Meter.CreateObservableGauge(
            "pipeline.outbox.age", () => Backlog(backlog => backlog.OldestAge.TotalSeconds), "s", "Age of the oldest message in the outbox; in the process that sweeps.");
        RecoveryEmitted = Meter.CreateCounter<long>(
            "pipeline.recovery.emitted", "{message}", "Messages of overdue incidents that the recovery sweep sent again.");
        IntakeReminders = Meter.CreateCounter<long>(
            "pipeline.intake.reminders", "{message}", "Reminders for intake rows that nobody had taken.");
    }

    /// <summary>Takes down how much is waiting in the outbox.</summary>
    internal void NoteBacklog(OutboxBacklog backlog) => _backlog = backlog;

    /// <summary>The meter, for instruments of a service's own.</summary>
    public Meter Meter { get; }

    /// <summary>Messages that the broker has confirmed.</summary>
    public Counter<long> OutboxSent { get; }

    /// <summary>Attempts to send that failed.</summary>
    public Counter<long> OutboxFailed { get; }

    /// <summary>Messages of overdue incidents.</summary>
    public Counter<long> RecoveryEmitted { get; }

    /// <summary>Reminders for the intake.</summary>
    public Counter<long> IntakeReminders { get; }

    /// <summary>A histogram of durations in seconds, with bounds from 5 ms to an hour.</summary>
    public Histogram<double> Duration(string name, string description) =>
        Meter.CreateHistogram(name, "s", description, null, Seconds);

    private Measurement<T>[] Backlog<T>(Func<OutboxBacklog, T> value) where T : struct =>
        _backlog is { } backlog ? [new Measurement<T>(value(backlog))] : [];
}

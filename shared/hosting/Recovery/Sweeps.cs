using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Pipeline.Contracts.Symptoms;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Receiving;
using Pipeline.EventStore.Sending;
using Pipeline.Hosting.Telemetry;
using Pipeline.Hosting.Workers;

namespace Pipeline.Hosting.Recovery;

/// <summary>
/// Finds what was lost on the way, in one process at a time: says the next step of overdue incidents once more, and calls
/// reports to mind that wait in the intake, forgets what was processed long ago, and measures the outbox. At start every unfinished incident is overdue.
/// </summary>
internal sealed partial class Sweeps(
    IServiceProvider services, EmitOverdue emitOverdue, StoreDatabase database, Outbox outbox, Intake intake, IBus bus, PipelineMetrics metrics,
    IOptions<PipelineOptions> pipeline, IOptions<RecoveryOptions> options, ILogger<Sweeps> log)
    : LeaderWorker(services, "sweeps", options.Value.Interval)
{
    private static readonly TimeSpan ForgetInterval = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(10);

    protected override async Task LeadAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, Clock);
        var everything = true;
        var forgetAt = Clock.GetUtcNow();
        do
        {
            await EmitAsync(everything, cancellationToken);
            everything = false;
            await RemindAsync(cancellationToken);
            if (Clock.GetUtcNow() >= forgetAt)
            {
                var forgotten = await intake.ForgetAsync(options.Value.IntakeRetention, cancellationToken);
                if (forgotten < Intake.MaximumForgotten) // else there is more: at the next turn
                    forgetAt = Clock.GetUtcNow() + ForgetInterval;
            }
            metrics.NoteBacklog(await outbox.BacklogAsync(cancellationToken));
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task EmitAsync(bool everything, CancellationToken cancellationToken)
    {
        var emitted = await emitOverdue(everything, cancellationToken);
        metrics.RecoveryEmitted.Add(emitted);
        if (emitted > 0)
            LogEmitted(log, emitted);
    }

    private async Task RemindAsync(CancellationToken cancellationToken)
    {
        var cluster = pipeline.Value.Cluster;
        var waiting = await database.QueryAsync(
            """
            select exists (select from {schema}.pipeline_intake
                where cluster = $1 and processed_at is null and received_at < clock_timestamp() - $2)
            """,
            row => row.GetBoolean(0), cancellationToken,
            StoreParameter.Text(cluster), new NpgsqlParameter<TimeSpan> { TypedValue = options.Value.IntakeAge });
        if (!waiting[0])
            return;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(SendTimeout);
        await bus.Publish(new IntakeWaiting { Cluster = cluster }, timeout.Token);
        metrics.IntakeReminders.Add(1);
    }

    [LoggerMessage(141, LogLevel.Information, "Recovery: {Count} messages of overdue incidents are sent again")]
    private static partial void LogEmitted(ILogger logger, int count);
}

using Microsoft.Extensions.Options;
using Pipeline.Actions.Performing;
using Pipeline.Hosting;
using Pipeline.Incidents;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Events;
using Pipeline.IncidentStore;

namespace Pipeline.Executor.Executing;

/// <summary>Stores what came of an attempt. The store gives the target's claim back with a known outcome, and keeps it in doubt.</summary>
public sealed partial class OutcomeRecorder(
    IIncidentStore incidents, IOptions<ExecutorOptions> options, IOptions<VerificationOptions> verification, ExecutionMetrics metrics,
    TimeProvider clock, ILogger<OutcomeRecorder> log)
{
    private static readonly Actor Executor = Actor.Service("executor");

    /// <summary>Stores the outcome of an attempt that was carried out just now.</summary>
    /// <param name="incidentId">The incident.</param>
    /// <param name="intent">The attempt.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="earlierInDoubt">
    /// Whether an earlier attempt of the step is in doubt: that this one had no effect does not say that the step had none.
    /// </param>
    /// <param name="cause">The message that led to it.</param>
    /// <remarks>Not cancelled when the process stops: an outcome is never dropped silently.</remarks>
    public Task RecordAsync(
        Guid incidentId, IncidentEvent.ActionStarted intent, ActionOutcome outcome, bool earlierInDoubt, string? cause) => outcome switch
        {
            ActionOutcome.Succeeded o => CompleteAsync(incidentId, intent, o.Effect, o.ArtefactHash, cause),
            ActionOutcome.Failed o when earlierInDoubt => LoseAsync(
                incidentId, intent,
                $"Attempt {intent.Attempt} had no effect ({o.Reason}), and an earlier attempt is still in doubt.",
                PauseAfterDoubt(intent, o.RetryAfter), cause),
            ActionOutcome.Failed o => FailAsync(incidentId, intent, o.Reason, o.Retryable ? Pause(intent, o.RetryAfter) : null, cause),
            ActionOutcome.Unknown o => LoseAsync(incidentId, intent, o.Reason, PauseAfterDoubt(intent, null), cause),
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "This outcome is unheard of."),
        };

    /// <summary>Stores that an attempt without outcome ran past its deadline; it is looked into at once.</summary>
    public Task LoseOverdueAsync(Guid incidentId, IncidentEvent.ActionStarted intent, string? cause) => LoseAsync(
        incidentId, intent, $"There was no outcome by {intent.Deadline:u}: the executor that ran it is gone.", TimeSpan.Zero, cause);

    /// <summary>Stores what looking into an attempt in doubt has shown.</summary>
    public Task RecordAsync(Guid incidentId, IncidentEvent.ActionStarted intent, EffectCheck.TookEffect found, string? cause) =>
        CompleteAsync(incidentId, intent, found.Effect, found.ArtefactHash, cause);

    /// <inheritdoc cref="RecordAsync(Guid, IncidentEvent.ActionStarted, EffectCheck.TookEffect, string?)"/>
    public Task RecordAsync(Guid incidentId, IncidentEvent.ActionStarted intent, EffectCheck.NoEffect found, string? cause) =>
        FailAsync(incidentId, intent, found.Reason, Pause(intent, null), cause);

    private Task CompleteAsync(Guid incidentId, IncidentEvent.ActionStarted intent, string effect, string? artefactHash, string? cause) =>
        StoreAsync(incidentId, intent, cause, new IncidentCommand.CompleteAction
        {
            Now = clock.GetUtcNow(),
            ActionId = intent.ActionId,
            Effect = effect,
            ArtefactHash = artefactHash,
            SettleTime = verification.Value.SettleTime,
            VerificationWindow = verification.Value.Window,
        });

    private Task FailAsync(Guid incidentId, IncidentEvent.ActionStarted intent, string reason, TimeSpan? retryAfter, string? cause) =>
        StoreAsync(incidentId, intent, cause, new IncidentCommand.FailAction
        {
            Now = clock.GetUtcNow(),
            ActionId = intent.ActionId,
            Reason = reason,
            RetryAfter = retryAfter,
            MaxAttempts = options.Value.MaxAttempts,
        });

    private Task LoseAsync(Guid incidentId, IncidentEvent.ActionStarted intent, string reason, TimeSpan reconcileAfter, string? cause) =>
        StoreAsync(incidentId, intent, cause, new IncidentCommand.LoseAction
        {
            Now = clock.GetUtcNow(),
            ActionId = intent.ActionId,
            Reason = reason,
            ReconcileAfter = reconcileAfter,
        });

    private async Task StoreAsync(
        Guid incidentId, IncidentEvent.ActionStarted intent, string? cause, IncidentCommand command)
    {
        using var timeout = new CancellationTokenSource(options.Value.RecordTimeout, clock);
        var result = await incidents.ApplyAsync(incidentId, command, new CommandContext(Executor, cause), attach: null, timeout.Token);
        if (result is CommandResult.Refused refused)
        {
            OutcomeIgnored(incidentId, intent.Action, intent.ActionId, command.GetType().Name, refused.Reason);
            return;
        }

        metrics.Attempted(intent.Action, command, command.Now - intent.At);
        OutcomeStored(incidentId, intent.Action, intent.Step, intent.Attempt, command.GetType().Name);
    }

    private TimeSpan Pause(IncidentEvent.ActionStarted intent, TimeSpan? asked) =>
        BackOff.Pause(options.Value.RetryAfter, options.Value.MaxRetryAfter, intent.Attempt, asked);

    private TimeSpan PauseAfterDoubt(IncidentEvent.ActionStarted intent, TimeSpan? asked) =>
        BackOff.Pause(options.Value.ReconcileAfter, options.Value.MaxRetryAfter, intent.Attempt, asked);

    [LoggerMessage(5010, LogLevel.Information, "Incident {IncidentId}: {Action}, step {Step}, attempt {Attempt}: {Command} stored")]
    private partial void OutcomeStored(Guid incidentId, string action, int step, int attempt, string command);

    [LoggerMessage(5011, LogLevel.Warning, "Incident {IncidentId}: {Action} {ActionId}: {Command} came too late: {Reason}")]
    private partial void OutcomeIgnored(Guid incidentId, string action, Guid actionId, string command, string reason);
}

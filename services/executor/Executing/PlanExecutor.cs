using Microsoft.Extensions.Options;
using Pipeline.Actions.Guarding;
using Pipeline.Actions.Performing;
using Pipeline.EventStore.Claiming;
using Pipeline.Incidents;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.State;
using Pipeline.IncidentStore;

namespace Pipeline.Executor.Executing;

/// <summary>Brings an incident's approved plan one step further: loads the stream, decides, acts, stores what came of it.</summary>
public sealed partial class PlanExecutor(
    IIncidentStore incidents, ActionRequests requests, ActionSet actions, Guards guards, AttemptStart start, AttemptRun run,
    OutcomeRecorder outcomes, Looking looking, ShutdownGrace shutdown, IOptions<ExecutorOptions> options, TimeProvider clock,
    ILogger<PlanExecutor> log)
{
    private static readonly Actor Executor = Actor.Service("executor");

    /// <summary>Does what is due now. A stale, early or doubled hint does nothing.</summary>
    /// <param name="incidentId">The incident.</param>
    /// <param name="cause">The message that led to it.</param>
    /// <param name="cancellationToken">Stops before an intent is stored; after that only <see cref="ShutdownGrace"/> stops.</param>
    public async Task ContinueAsync(Guid incidentId, string? cause, CancellationToken cancellationToken)
    {
        if (shutdown.HasBegun)
            return; // the sweep sends the hint again, to a process that stays
        if (await incidents.LoadAsync(incidentId, cancellationToken) is not { Incident: var incident })
        {
            NoSuchIncident(incidentId);
            return;
        }

        await (ExecutionStep.Of(incident, clock.GetUtcNow(), options.Value.MaxAttempts) switch
        {
            ExecutionStep.Begin step => BeginAsync(incident, step, cause, cancellationToken),
            ExecutionStep.Abandon step => AbandonAsync(incidentId, step.Plan, [step.Reason], cause, cancellationToken),
            ExecutionStep.Lose step => outcomes.LoseOverdueAsync(incidentId, step.Action, cause),
            ExecutionStep.Reconcile step => ReconcileAsync(incident, step, cause, cancellationToken),
            ExecutionStep.HandOver step => HandOverAsync(incidentId, step.Reason, cause, cancellationToken),
            ExecutionStep.Wait step => WaitAsync(incidentId, step),
            _ => Task.CompletedTask,
        });
    }

    private async Task BeginAsync(Incident incident, ExecutionStep.Begin step, string? cause, CancellationToken cancellationToken)
    {
        var record = await incidents.ReadAsync(incident.Id, cancellationToken);
        if (requests.Make(record, step.Plan, step.Step, out var problems) is not { } request)
        {
            await HandOverAsync(incident.Id, NotInCatalogue(problems), cause, cancellationToken);
            return;
        }

        switch (await guards.AskAsync(request, cancellationToken))
        {
            case GuardVerdict.Forbids no:
                await AbandonAsync(incident.Id, step.Plan, [no.Reason], cause, cancellationToken);
                return;
            case GuardVerdict.Postpones later:
                Postponed(incident.Id, request.Action.Action, later.Reason);
                return;
        }

        var found = await looking.WithinAsync(token => actions[request.Action.Action].ReadTargetAsync(request, token), cancellationToken);
        if (ApprovedWorld.Differences(incident, request, found) is { Count: > 0 } differences)
        {
            await AbandonAsync(incident.Id, step.Plan, differences, cause, cancellationToken);
            return;
        }

        await StartAndRunAsync(request, found, earlierInDoubt: false, cause, cancellationToken);
    }

    private async Task ReconcileAsync(
        Incident incident, ExecutionStep.Reconcile step, string? cause, CancellationToken cancellationToken)
    {
        var record = await incidents.ReadAsync(incident.Id, cancellationToken);
        if (requests.Make(record, step.Plan, step.Action.Step, out var problems) is not { } request)
        {
            await HandOverAsync(incident.Id, $"{step.Action.Action} is in doubt. {NotInCatalogue(problems)}", cause, cancellationToken);
            return;
        }

        var attempt = new ActionAttempt(request, step.Action);
        var found = await looking.WithinAsync(
            token => actions[request.Action.Action].CheckEffectAsync(attempt, token), cancellationToken);
        await (found switch
        {
            EffectCheck.TookEffect took => outcomes.RecordAsync(incident.Id, step.Action, took, cause),
            EffectCheck.NoEffect none => outcomes.RecordAsync(incident.Id, step.Action, none, cause),
            EffectCheck.CannotTell unknown => RepeatAsync(attempt, step, unknown.Reason, cause, cancellationToken),
            _ => throw new InvalidOperationException($"{request.Action.Action} found {found}, which nobody knows."),
        });
    }

    /// <summary>Does it again under the proof: the same effect key, and the precondition of the attempt in doubt.</summary>
    private async Task RepeatAsync(
        ActionAttempt inDoubt, ExecutionStep.Reconcile step, string reason, string? cause, CancellationToken cancellationToken)
    {
        var (request, intent) = (inDoubt.Request, inDoubt.Intent);
        if (!step.MayRepeat || actions[intent.Action].Definition.Proof == Incidents.Plans.ActionProof.Unprovable)
        {
            await HandOverAsync(
                request.Incident.Id,
                $"Whether {intent.Action} took effect cannot be told after {intent.Attempt} attempts ({reason}). "
                + "A person must look and say so; nothing else touches the target until then.",
                cause, cancellationToken);
            return;
        }

        switch (await guards.AskAsync(request, cancellationToken))
        {
            case GuardVerdict.Forbids no:
                await HandOverAsync(
                    request.Incident.Id, $"{intent.Action} is in doubt and may not be done again: {no.Reason} A person must say whether it took effect.",
                    cause, cancellationToken);
                return;
            case GuardVerdict.Postpones later:
                Postponed(request.Incident.Id, intent.Action, later.Reason);
                return;
        }

        var asBefore = new TargetReading(intent.TargetUid, intent.ResourceVersion, intent.BeforeState);
        await StartAndRunAsync(request, asBefore, earlierInDoubt: true, cause, cancellationToken);
    }

    private async Task StartAndRunAsync(
        ActionRequest request, TargetReading found, bool earlierInDoubt, string? cause, CancellationToken cancellationToken)
    {
        var action = actions[request.Action.Action];
        try
        {
            if (await start.StoreAsync(request, found, action.Definition, cause, cancellationToken) is not { } intent)
                return; // another replica was first
            var outcome = await run.ExecuteAsync(action, new ActionAttempt(request, intent));
            await outcomes.RecordAsync(request.Incident.Id, intent, outcome, earlierInDoubt, cause);
        }
        catch (ClaimTakenException taken)
        {
            TargetIsTaken(request.Incident.Id, request.Action.Action, request.Action.Target.ToString(), taken.Holder);
        }
    }

    private async Task AbandonAsync(
        Guid incidentId, ProposedPlan plan, IReadOnlyList<string> failed, string? cause, CancellationToken cancellationToken)
    {
        var command = new IncidentCommand.MarkPlanStale { Now = clock.GetUtcNow(), PlanHash = plan.Hash, Failed = failed };
        var result = await incidents.ApplyAsync(incidentId, command, new CommandContext(Executor, cause), null, cancellationToken);
        if (result is CommandResult.Accepted)
            PlanAbandoned(incidentId, string.Join(" ", failed));
    }

    private async Task HandOverAsync(Guid incidentId, string reason, string? cause, CancellationToken cancellationToken)
    {
        var command = new IncidentCommand.Escalate { Now = clock.GetUtcNow(), By = Executor, Reason = reason };
        var result = await incidents.ApplyAsync(incidentId, command, new CommandContext(Executor, cause), null, cancellationToken);
        if (result is CommandResult.Accepted)
            HandedOver(incidentId, reason);
    }

    private Task WaitAsync(Guid incidentId, ExecutionStep.Wait step)
    {
        Waiting(incidentId, step.Until, step.Reason);
        return Task.CompletedTask;
    }

    private static string NotInCatalogue(IReadOnlyList<string> problems) =>
        $"The plan cannot be executed: {string.Join(" ", problems)} Reopening the incident begins a new analysis.";

    [LoggerMessage(5001, LogLevel.Warning, "Incident {IncidentId}: a message speaks of it, and there is no such incident")]
    private partial void NoSuchIncident(Guid incidentId);

    [LoggerMessage(5002, LogLevel.Debug, "Incident {IncidentId}: waiting until {Until} for {Reason}")]
    private partial void Waiting(Guid incidentId, DateTimeOffset until, string reason);

    [LoggerMessage(5003, LogLevel.Warning, "Incident {IncidentId}: the plan is stale: {Failed}")]
    private partial void PlanAbandoned(Guid incidentId, string failed);

    [LoggerMessage(5004, LogLevel.Warning, "Incident {IncidentId}: handed to people: {Reason}")]
    private partial void HandedOver(Guid incidentId, string reason);

    [LoggerMessage(5005, LogLevel.Information,
        "Incident {IncidentId}: {Action} waits; incident {Holder} acts on {Target} or is in doubt about it. It is tried again by the sweep")]
    private partial void TargetIsTaken(Guid incidentId, string action, string target, Guid holder);

    [LoggerMessage(5006, LogLevel.Information, "Incident {IncidentId}: {Action} waits: {Reason} It is tried again by the sweep")]
    private partial void Postponed(Guid incidentId, string action, string reason);
}

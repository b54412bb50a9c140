using Microsoft.Extensions.Options;
using Pipeline.Actions.Catalogue;
using Pipeline.Actions.Performing;
using Pipeline.EventStore.Claiming;
using Pipeline.Incidents;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Decisions;
using Pipeline.Incidents.Events;
using Pipeline.IncidentStore;

namespace Pipeline.Executor.Executing;

/// <summary>Stores the intent of an attempt, and with it the target's claim, before anything outside is touched.</summary>
public sealed partial class AttemptStart(
    IIncidentStore incidents, IOptions<ExecutorOptions> options, TimeProvider clock, ILogger<AttemptStart> log)
{
    private static readonly Actor Executor = Actor.Service("executor");

    /// <summary>Stores the intent.</summary>
    /// <returns>The intent that is now stored and nobody else's; null when it is not this replica's turn.</returns>
    /// <exception cref="ClaimTakenException">Another incident acts on the target, or is in doubt about it.</exception>
    public async Task<IncidentEvent.ActionStarted?> StoreAsync(
        ActionRequest request, TargetReading found, ActionDefinition definition, string? cause, CancellationToken cancellationToken)
    {
        var command = new IncidentCommand.StartAction
        {
            Now = clock.GetUtcNow(),
            PlanHash = request.Plan.Hash,
            TargetUid = found.Uid,
            ResourceVersion = found.ResourceVersion,
            BeforeState = found.Fields,
            Proof = definition.Proof,
            TimeLimit = AttemptRun.TimeLimit(definition, options.Value) + options.Value.RecordTimeout,
        };
        var result = await incidents.ApplyAsync(
            request.Incident.Id, command, new CommandContext(Executor, cause), attach: null, cancellationToken);
        switch (result)
        {
            case CommandResult.Accepted accepted:
                // only the transaction that stored the fact may act; a replica that came second has none
                return accepted.Facts.OfType<IncidentEvent.ActionStarted>().SingleOrDefault(f => f.EffectKey == request.EffectKey);
            case CommandResult.Refused { Kind: RefusalKind.NotCurrent }:
                return null;
            case CommandResult.Refused refused:
                NotStarted(request.Incident.Id, request.Action.Action, refused.Reason);
                return null;
            default:
                throw new InvalidOperationException($"The store answered {result}, which nobody knows.");
        }
    }

    [LoggerMessage(5020, LogLevel.Warning, "Incident {IncidentId}: {Action} is not started: {Reason}")]
    private partial void NotStarted(Guid incidentId, string action, string reason);
}

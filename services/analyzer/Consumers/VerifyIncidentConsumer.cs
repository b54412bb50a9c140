using MassTransit;
using Pipeline.Contracts.Hints;
using Pipeline.Incidents;
using Pipeline.Incidents.Commands;
using Pipeline.IncidentStore;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Analyzer.Consumers;

/// <summary>Answers "this incident wants to know whether the action helped" from the observations that were recorded since.</summary>
public sealed partial class VerifyIncidentConsumer(IIncidentStore incidents, TimeProvider clock, ILogger<VerifyIncidentConsumer> log)
    : IConsumer<IncidentWantsVerification>
{
    /// <inheritdoc/>
    public async Task Consume(ConsumeContext<IncidentWantsVerification> context)
    {
        var id = context.Message.IncidentId;
        var result = await incidents.ApplyAsync(
            id, new IncidentCommand.Verify { Now = clock.GetUtcNow() },
            new CommandContext(Actor.Service("analyzer"), context.MessageId?.ToString()), attach: null, context.CancellationToken);
        switch (result)
        {
            case CommandResult.Accepted { Facts: [VerificationCompleted verified, ..] }:
                Verified(log, id, verified.Outcome);
                break;
            case CommandResult.Accepted { Facts: [RecoveryObserved, ..] }:
                Recovered(log, id);
                break;
            case CommandResult.Refused refused:
                NotVerified(log, id, refused.Reason);
                break;
            default:
                break; // too early, or concluded already: the sweep asks again when it is due
        }
    }

    [LoggerMessage(3011, LogLevel.Information, "Incident {IncidentId}: verification {Outcome}")]
    private static partial void Verified(ILogger logger, Guid incidentId, Incidents.Verification.VerificationOutcome outcome);

    [LoggerMessage(3012, LogLevel.Information, "Incident {IncidentId}: recovered, without credit to any action")]
    private static partial void Recovered(ILogger logger, Guid incidentId);

    [LoggerMessage(3013, LogLevel.Warning, "Incident {IncidentId}: no verification: {Reason}")]
    private static partial void NotVerified(ILogger logger, Guid incidentId, string reason);
}

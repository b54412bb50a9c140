using MassTransit;
using Microsoft.Extensions.Options;
using Pipeline.Approver.Activation;
using Pipeline.Approver.Policies;
using Pipeline.Contracts.Hints;
using Pipeline.Incidents;
using Pipeline.Incidents.Approval;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.State;
using Pipeline.IncidentStore;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Approver.Deciding;

/// <summary>Answers "this incident wants a decision": asks the policy about a rehearsed plan, or closes the door on an approval that nobody gave in time.</summary>
public sealed partial class DecideIncidentConsumer(
    IIncidentStore incidents, PolicyInForce policy, IOptions<ApproverOptions> options, TimeProvider clock,
    ILogger<DecideIncidentConsumer> log) : IConsumer<IncidentWantsDecision>
{
    /// <inheritdoc/>
    public async Task Consume(ConsumeContext<IncidentWantsDecision> context)
    {
        var (id, cancellationToken) = (context.Message.IncidentId, context.CancellationToken);
        var because = new CommandContext(Actor.Service("approver"), context.MessageId?.ToString());
        var stored = await incidents.LoadAsync(id, cancellationToken);
        IncidentCommand? command = stored?.Incident switch
        {
            { Phase: IncidentPhase.Preflighted p } incident => await DecideAsync(incident, p.Plan, cancellationToken),
            { Phase: IncidentPhase.AwaitingApproval } => new IncidentCommand.ExpireApproval { Now = clock.GetUtcNow() },
            _ => null, // a stale hint
        };
        if (command is null)
            return;
        switch (await incidents.ApplyAsync(id, command, because, attach: null, cancellationToken))
        {
            case CommandResult.Accepted { Facts: [PolicyEvaluated evaluated, ..] }:
                Decided(log, id, evaluated.PlanHash, evaluated.Decision.Verdict, evaluated.Decision.Rule);
                break;
            case CommandResult.Accepted { Facts: [ApprovalExpired expired, ..] }:
                Expired(log, id, expired.PlanHash);
                break;
            case CommandResult.Refused refused:
                Overtaken(log, id, refused.Reason); // another plan came meanwhile: it has a hint of its own
                break;
            default:
                break; // not due yet, or another replica was first
        }
    }

    private async Task<IncidentCommand> DecideAsync(Incident incident, ProposedPlan plan, CancellationToken cancellationToken)
    {
        var state = await policy.CurrentAsync(cancellationToken);
        return new IncidentCommand.ApplyPolicy
        {
            Now = clock.GetUtcNow(),
            PlanHash = plan.Hash,
            Decision = Judgement.Of(state, options.Value.Mode, PolicyInput.Of(incident, plan.Plan)),
            ApprovalWindow = options.Value.ApprovalWindow,
        };
    }

    [LoggerMessage(4011, LogLevel.Information, "Incident {IncidentId}: plan {PlanHash}: {Verdict} by rule {Rule}")]
    private static partial void Decided(ILogger logger, Guid incidentId, string planHash, PolicyVerdict verdict, string rule);

    [LoggerMessage(4012, LogLevel.Warning, "Incident {IncidentId}: nobody decided on plan {PlanHash} in time")]
    private static partial void Expired(ILogger logger, Guid incidentId, string planHash);

    [LoggerMessage(4013, LogLevel.Information, "Incident {IncidentId}: not decided: {Reason}")]
    private static partial void Overtaken(ILogger logger, Guid incidentId, string reason);
}

using Pipeline.Actions.Guarding;
using Pipeline.Actions.Performing;
using Pipeline.Executor.Executing;
using Pipeline.Incidents;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Plans;
using Pipeline.Incidents.State;
using Pipeline.IncidentStore;

namespace Pipeline.Executor.Rehearsing;

/// <summary>Rehearses a proposed plan, so that who decides sees exactly what would be done, and what is missing for it.</summary>
public sealed partial class PlanRehearsal(
    IIncidentStore incidents, ActionRequests requests, ActionSet actions, Guards guards, Looking looking, TimeProvider clock,
    ILogger<PlanRehearsal> log)
{
    private const int LongestDetail = 16_384;

    /// <summary>Rehearses the plan, if it waits for that. Touches nothing.</summary>
    /// <param name="incidentId">The incident.</param>
    /// <param name="cause">The message that led to it.</param>
    /// <param name="cancellationToken">Stops the rehearsal.</param>
    public async Task RehearseAsync(Guid incidentId, string? cause, CancellationToken cancellationToken)
    {
        var record = await incidents.ReadAsync(incidentId, cancellationToken);
        if (IncidentEvolution.Replay(record.Select(e => e.Fact)) is not { Phase: IncidentPhase.Proposed { Plan: var plan } })
            return; // a stale hint, or another replica was first
        var findings = new List<PreflightFinding>();
        for (var step = 1; step <= plan.Plan.Actions.Count; step++)
        {
            var rehearsal = await RehearseAsync(record, plan, step, cancellationToken);
            var detail = rehearsal.Detail.Length <= LongestDetail ? rehearsal.Detail : $"{rehearsal.Detail[..LongestDetail]}… (cut off)";
            findings.Add(new PreflightFinding(step, rehearsal.Verdict, detail));
        }

        var command = new IncidentCommand.RecordPreflight { Now = clock.GetUtcNow(), PlanHash = plan.Hash, Findings = findings };
        await incidents.ApplyAsync(
            incidentId, command, new CommandContext(Actor.Service("executor"), cause), null, cancellationToken);
        Rehearsed(incidentId, findings.Count, findings.Count(f => f.Verdict == PreflightVerdict.Ready));
    }

    private async Task<Rehearsal> RehearseAsync(
        IReadOnlyList<RecordedIncidentEvent> record, ProposedPlan plan, int step, CancellationToken cancellationToken)
    {
        if (plan.Plan.Hash() != plan.Hash)
            return new Rehearsal(PreflightVerdict.Refused, "The plan's document does not have the plan's hash: it was changed after it was stored.");
        if (requests.Make(record, plan, step, out var problems) is not { } request)
            return new Rehearsal(PreflightVerdict.Refused, string.Join(" ", problems));
        if (await guards.AskAsync(request, cancellationToken) is GuardVerdict.Forbids no)
            return new Rehearsal(PreflightVerdict.Refused, no.Reason);
        return await looking.WithinAsync(token => actions[request.Action.Action].RehearseAsync(request, token), cancellationToken);
    }

    [LoggerMessage(5040, LogLevel.Information, "Incident {IncidentId}: plan rehearsed, {Ready} of {Steps} steps are ready to run")]
    private partial void Rehearsed(Guid incidentId, int steps, int ready);
}

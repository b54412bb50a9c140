using Pipeline.Incidents.Approval;
using Pipeline.Incidents.Plans;
using Pipeline.Incidents.State;
using static Pipeline.Incidents.Commands.IncidentCommand;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Incidents.Decisions;

/// <summary>From the proposed plan to the word that it may, or may not, run.</summary>
internal static class ApprovalDecisions
{
    public static Decision Preflight(Incident incident, RecordPreflight c)
    {
        if (incident.Phase is not IncidentPhase.Proposed proposed)
            return Decision.Nothing; // a stale hint, or another replica was first
        if (proposed.Plan.Hash != c.PlanHash)
            return Changed(c.PlanHash, proposed.Plan);
        return Decision.Of(new PlanPreflighted { At = c.Now, PlanHash = c.PlanHash, Findings = c.Findings });
    }

    public static Decision Policy(Incident incident, ApplyPolicy c)
    {
        if (incident.Phase is not IncidentPhase.Preflighted preflighted)
            return Decision.Nothing; // a stale hint, or another replica was first
        if (preflighted.Plan.Hash != c.PlanHash)
            return Changed(c.PlanHash, preflighted.Plan);
        var evaluated = new PolicyEvaluated { At = c.Now, PlanHash = c.PlanHash, Decision = c.Decision };
        if (preflighted.Plan.Findings.Any(f => f.Verdict != PreflightVerdict.Ready)
            && c.Decision.Verdict is PolicyVerdict.Approval or PolicyVerdict.Automatic)
        {
            return Decision.Of(evaluated, new PlanWithdrawn { At = c.Now, PlanHash = c.PlanHash, Reason = Unfit(preflighted, c) },
                new IncidentEscalated { At = c.Now, Reason = Unfit(preflighted, c) });
        }

        return c.Decision.Verdict switch
        {
            PolicyVerdict.Automatic => Decision.Of(
                evaluated, new RemediationApproved { At = c.Now, PlanHash = c.PlanHash, By = [], Automatic = true }),
            PolicyVerdict.Observe => Decision.Of(evaluated),
            PolicyVerdict.Refuse => Decision.Of(
                evaluated,
                new RemediationRejected
                {
                    At = c.Now,
                    PlanHash = c.PlanHash,
                    By = Actor.Service("approver"),
                    Reason = c.Decision.Reason,
                    Channel = "policy",
                }),
            _ => Decision.Of(
                evaluated,
                new ApprovalRequested
                {
                    At = c.Now,
                    PlanHash = c.PlanHash,
                    RequiredApprovals = Math.Max(1, c.Decision.RequiredApprovals),
                    ExpiresAt = c.Now + c.ApprovalWindow,
                }),
        };
    }

    public static Decision Approve(Incident incident, Approve c)
    {
        if (c.By.Kind != ActorKind.Person)
            return Decision.No(RefusalKind.NotAllowed, $"{c.By.Name} is no person: only people can approve.");
        if (incident.Phase is not IncidentPhase.AwaitingApproval waiting)
            return NotWaiting(incident);
        if (waiting.Plan.Hash != c.PlanHash)
            return Changed(c.PlanHash, waiting.Plan);
        if (c.Now >= waiting.ExpiresAt)
            return Late(waiting);
        if (waiting.Given.Any(g => g.Name == c.By.Name))
            return Decision.Nothing;
        var given = new ApprovalGiven { At = c.Now, PlanHash = c.PlanHash, By = c.By, Channel = c.Channel, Comment = c.Comment };
        return waiting.Given.Count + 1 < waiting.RequiredApprovals
            ? Decision.Of(given)
            : Decision.Of(
                given,
                new RemediationApproved { At = c.Now, PlanHash = c.PlanHash, By = [.. waiting.Given, c.By], Automatic = false });
    }

    public static Decision Reject(Incident incident, Reject c)
    {
        if (c.By.Kind != ActorKind.Person)
            return Decision.No(RefusalKind.NotAllowed, $"{c.By.Name} is no person: only people can reject.");
        if (string.IsNullOrWhiteSpace(c.Reason))
            return Decision.No(RefusalKind.Invalid, "A rejection needs a reason: the next analysis and the auditors read it.");
        if (incident.Phase is not IncidentPhase.AwaitingApproval waiting)
            return NotWaiting(incident);
        if (waiting.Plan.Hash != c.PlanHash)
            return Changed(c.PlanHash, waiting.Plan);
        return c.Now >= waiting.ExpiresAt
            ? Late(waiting)
            : Decision.Of(new RemediationRejected
            {
                At = c.Now,
                PlanHash = c.PlanHash,
                By = c.By,
                Reason = c.Reason,
                Channel = c.Channel,
            });
    }

    public static Decision Expire(Incident incident, ExpireApproval c) =>
        incident.Phase is IncidentPhase.AwaitingApproval waiting && c.Now >= waiting.ExpiresAt
            ? Decision.Of(
                new ApprovalExpired { At = c.Now, PlanHash = waiting.Plan.Hash },
                new IncidentEscalated
                {
                    At = c.Now,
                    Reason = $"Nobody decided by {waiting.ExpiresAt:u}. Nothing was done; reopening the incident begins a new analysis.",
                })
            : Decision.Nothing;

    private static string Unfit(IncidentPhase.Preflighted preflighted, ApplyPolicy c) =>
        $"The plan cannot be carried out: {string.Join("; ", preflighted.Plan.Findings.Where(f => f.Verdict != PreflightVerdict.Ready)
            .Select(f => $"step {f.Step}: {f.Detail}"))}. The policy ({c.Decision.Rule}) was not asked further.";

    private static Decision Late(IncidentPhase.AwaitingApproval waiting) =>
        Decision.No(RefusalKind.Expired, $"The approval expired at {waiting.ExpiresAt:u}. Reopen the incident for a new plan.");

    private static Decision Changed(string seen, ProposedPlan plan) =>
        Decision.No(RefusalKind.PlanChanged, $"The plan is {Short(plan.Hash)}, not {Short(seen)}: look at the new one and decide again.");

    private static Decision NotWaiting(Incident incident) => incident.Phase switch
    {
        IncidentPhase.Approved or IncidentPhase.Executing or IncidentPhase.OutcomeUnknown or IncidentPhase.Verifying
            or IncidentPhase.Rejected =>
            Decision.No(RefusalKind.AlreadyDecided, $"Somebody decided already: the incident is {IncidentState.NameOf(incident.Phase)}."),
        IncidentPhase.Observing =>
            Decision.No(RefusalKind.WrongPhase, "The mode of this cluster is observe: plans are shown and nobody can run them. Set Approver:Mode to manual first."),
        { IsClosed: true } =>
            Decision.No(RefusalKind.Expired, $"The incident is {IncidentState.NameOf(incident.Phase)}: its plan was withdrawn."),
        _ => Decision.No(RefusalKind.WrongPhase, $"The incident is {IncidentState.NameOf(incident.Phase)}: there is no plan to decide on."),
    };

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}

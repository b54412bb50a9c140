using Pipeline.Analyzer.Words;
using Pipeline.Incidents;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Plans;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Analyzer.Summaries;

/// <summary>Decisions and deeds in words.</summary>
internal static class FactWords
{
    private const int Longest = 300;

    /// <summary>What was decided; null for facts that are no decision.</summary>
    public static string? Decision(IncidentEvent fact) => fact switch
    {
        AnalysisFailed e => $"analysis {e.Attempt} failed: {e.Reason.Clip(Longest)}",
        RemediationProposed e => $"plan {Short(e.PlanHash)} proposed: {string.Join(", then ", e.Plan.Actions.Select(a => a.Action))}, risk {e.Plan.Risk().ToString().ToLowerInvariant()}",
        PlanPreflighted e when e.Findings.Any(f => f.Verdict != PreflightVerdict.Ready) =>
            $"rehearsal: {string.Join("; ", e.Findings.Where(f => f.Verdict != PreflightVerdict.Ready).Select(f => $"step {f.Step}: {f.Detail}")).Clip(Longest)}",
        PolicyEvaluated e => $"policy says {e.Decision.Verdict.ToString().ToLowerInvariant()} (rule {e.Decision.Rule})",
        ApprovalGiven e => $"{Name(e.By)} approved over {e.Channel}{Said(e.Comment)}",
        RemediationApproved { Automatic: true } => "approved by the policy alone",
        RemediationRejected e => $"{Name(e.By)} rejected over {e.Channel}: {e.Reason.Clip(Longest)}",
        ApprovalExpired => "nobody decided in time",
        PlanWithdrawn e => $"plan withdrawn: {e.Reason.Clip(Longest)}",
        PlanStale e => $"plan stale: {string.Join("; ", e.Failed).Clip(Longest)}",
        IncidentEscalated e => $"handed to people: {e.Reason.Clip(Longest)}",
        IncidentReopened e => $"reopened: {e.Reason.Clip(Longest)}",
        IncidentAbsorbed e => $"took over incident {e.From}: {e.Reason.Clip(Longest)}",
        CommentAdded e => $"{Name(e.By)} noted: {e.Text.Clip(Longest)}",
        _ => null,
    };

    /// <summary>What was done, or tried; null for facts that are no deed.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="intent">Finds the intent of an action.</param>
    public static string? Deed(IncidentEvent fact, Func<Guid, ActionStarted?> intent) => fact switch
    {
        ActionSucceeded e => $"{Action(intent(e.ActionId))}: {e.Effect.Clip(Longest)}",
        ActionFailed e => $"{Action(intent(e.ActionId))} failed{(e.RetryAt is null ? "" : ", tried again")}: {e.Reason.Clip(Longest)}",
        ActionOutcomeUnknown e => $"{Action(intent(e.ActionId))}: outcome unknown, {e.Reason.Clip(Longest)}",
        RemediationFailed e => $"the plan came to a halt: {e.Reason.Clip(Longest)}",
        VerificationCompleted e => $"verification {e.Outcome.ToString().ToLowerInvariant()}: {string.Join("; ", e.Checks.Select(c => c.Detail)).Clip(Longest)}",
        RecoveryObserved e => $"recovery seen: {string.Join("; ", e.Checks.Select(c => c.Detail)).Clip(Longest)}",
        _ => null,
    };

    /// <summary>How it ended, as a half sentence; null for facts that are no end.</summary>
    public static string? End(IncidentEvent fact) => fact switch
    {
        IncidentResolved { Resolution: Resolution.Remediated } => "resolved by the plan",
        IncidentResolved { Resolution: Resolution.Recovered } => "recovered by itself",
        IncidentResolved => "closed by a person",
        IncidentWithdrawn => "over before anything was done",
        IncidentDismissed e => $"dismissed by {e.By.Name}",
        IncidentMerged e => $"became part of incident {e.Into}",
        _ => null,
    };

    /// <summary>Why it ended so; null for facts that are no end.</summary>
    public static string? EndReason(IncidentEvent fact) => fact switch
    {
        IncidentResolved e => e.Reason,
        IncidentWithdrawn e => e.Reason,
        IncidentDismissed e => e.Reason,
        IncidentMerged e => e.Reason,
        _ => null,
    };

    private static string Action(ActionStarted? intent) => intent is null ? "an action" : $"{intent.Action} on {intent.Target}";

    private static string Name(Actor by) => by.Kind == ActorKind.Person ? by.Name : $"the {by.Name}";

    private static string Said(string? comment) => string.IsNullOrWhiteSpace(comment) ? "" : $": {comment.Clip(Longest)}";

    private static string Short(string hash) => hash[..Math.Min(12, hash.Length)];
}

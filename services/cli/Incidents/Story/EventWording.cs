using System.Globalization;
using Pipeline.Cli.Rendering;
using Pipeline.Incidents;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Plans;
using Pipeline.Incidents.Verification;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Cli.Incidents.Story;

/// <summary>Each event in words. The words hold what came from outside: they are not yet harmless for a terminal.</summary>
internal static class EventWording
{
    /// <summary>An event in one line.</summary>
    public static string Of(TimelineEvent e) => e.Fact is { } fact
        ? Of(fact)
        : $"{e.Type} (written by a newer program; this one does not know what it means)";

    private static string Of(IncidentEvent fact) => fact switch
    {
        IncidentOpened e => $"opened: {e.Title}" + (e.Episode > 1 ? Invariant($" (episode {e.Episode})") : ""),
        OwnerResolved e => e.Resolution.Owner == e.Resolution.Entity
            ? $"{e.Resolution.Entity} answers for itself"
            : $"{e.Resolution.Owner} answers for {e.Resolution.Entity} ({Words.Of(e.Resolution.How)})",
        SymptomJoined e => $"symptom: {e.Report.Reason} ({e.Report.Entity}; {e.Because})",
        SymptomObserved e => $"seen again: {e.Report.Reason}",
        SymptomCleared e => $"gone: {e.Report.Reason}",
        SymptomDataMissing e => $"data missing: {e.Report.Reason}",
        AnalysisStarted e => Invariant($"analysis {e.Attempt} began, to end by {Times.Clock(e.Deadline)}"),
        EvidenceGathered e => $"evidence {e.Evidence.Id}: {e.Evidence.Content}",
        HypothesisProposed e => Invariant($"hypothesis {e.Hypothesis.Id} ({e.Hypothesis.Confidence:P0}): {e.Hypothesis.Statement}"),
        HypothesisRefuted e => $"hypothesis {e.HypothesisId} refuted: {e.Reason}",
        AnalysisCompleted e => Invariant($"analysis {e.Attempt} concluded ({Words.Of(e.Certainty)}): {e.Conclusion}"),
        AnalysisFailed e => Invariant($"analysis {e.Attempt} failed: {e.Reason}; again at {Times.Clock(e.RetryAt)}"),
        RemediationProposed e => $"plan {Words.ShortHash(e.PlanHash)} proposed: {Actions(e.Plan)}",
        _ => OfDecision(fact),
    };

    private static string OfDecision(IncidentEvent fact) => fact switch
    {
        PlanPreflighted e => $"plan rehearsed: {string.Join("; ", e.Findings.Select(f => $"{Words.Of(f.Verdict)}: {f.Detail}"))}",
        PolicyEvaluated e => $"policy rule \"{e.Decision.Rule}\": {Words.Of(e.Decision.Verdict)}. {e.Decision.Reason}",
        ApprovalRequested e => Invariant($"{Words.People(e.RequiredApprovals)} asked to approve until {Times.Clock(e.ExpiresAt)}"),
        ApprovalGiven e => $"{e.By.Name} approved over {e.Channel}" + (e.Comment is null ? "" : $": {e.Comment}"),
        RemediationApproved e => e.Automatic ? "plan approved by the policy, without a person" : $"plan approved by {Names(e.By)}",
        RemediationRejected e => $"{e.By.Name} rejected the plan over {e.Channel}: {e.Reason}",
        ApprovalExpired => "nobody answered in time: the approval expired",
        PlanWithdrawn e => $"plan withdrawn: {e.Reason}",
        PlanStale e => $"plan stale, since the world has changed: {string.Join("; ", e.Failed)}",
        _ => OfExecution(fact),
    };

    private static string OfExecution(IncidentEvent fact) => fact switch
    {
        ActionStarted e => Invariant($"step {e.Step}: {e.Action} on {e.Target} begins") + (e.Attempt > 1 ? Invariant($" (attempt {e.Attempt})") : ""),
        ActionSucceeded e => $"done: {e.Effect}",
        ActionFailed e => $"failed, without any effect: {e.Reason}" + (e.RetryAt is { } at ? $"; again at {Times.Clock(at)}" : ""),
        ActionOutcomeUnknown e => $"whether it took effect is unknown: {e.Reason}; looked into at {Times.Clock(e.ReconcileAt)}",
        RemediationExecuted => "every step of the plan took effect",
        RemediationFailed e => $"the plan came to a halt: {e.Reason}",
        VerificationStarted e => $"watching whether the symptoms go, until {Times.Clock(e.GiveUpAt)} at the latest",
        VerificationCompleted e => $"verification {Words.Of(e.Outcome)}: {Checks(e.Checks)}",
        RecoveryObserved e => $"recovered, by no action's doing: {Checks(e.Checks)}",
        _ => OfEnd(fact),
    };

    private static string OfEnd(IncidentEvent fact) => fact switch
    {
        IncidentResolved e => $"resolved ({Words.Of(e.Resolution)}): {e.Reason}",
        IncidentEscalated e => $"handed over to people: {e.Reason}",
        IncidentDismissed e => $"{e.By.Name} dismissed it: {e.Reason}",
        IncidentWithdrawn e => $"withdrawn: {e.Reason}",
        IncidentMerged e => $"became part of {e.Into}: {e.Reason}",
        IncidentAbsorbed e => $"took in {e.From}: {e.Reason}",
        IncidentReopened e => $"reopened: {e.Reason}",
        IncidentSummarised => "summary written",
        CommentAdded e => $"{e.By.Name}: {e.Text}",
        _ => fact.GetType().Name,
    };

    private static string Actions(RemediationPlan plan) => string.Join(", ", plan.Actions.Select(a => $"{a.Action} on {a.Target}"));

    private static string Names(IReadOnlyList<Actor> actors) => string.Join(", ", actors.Select(a => a.Name));

    private static string Checks(IReadOnlyList<SymptomCheck> checks) =>
        string.Join("; ", checks.Select(c => $"{c.Detail} ({Words.Of(c.Status)}{(c.Fresh ? "" : ", not seen since the action")})"));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using Pipeline.Incidents.Commands;
using Pipeline.Incidents.State;
using static Pipeline.Incidents.Commands.IncidentCommand;

namespace Pipeline.Incidents.Decisions;

/// <summary>The whole behaviour of an incident: answers a command with facts. Pure; no clock, no bus, no store.</summary>
public static class IncidentDecider
{
    /// <summary>Decides one command.</summary>
    /// <param name="incident">The state; null when there is no such incident yet.</param>
    /// <param name="command">What is wanted.</param>
    public static Decision Decide(Incident? incident, IncidentCommand command) => (incident, command) switch
    {
        (_, OpenIncident c) => SymptomDecisions.Open(incident, c),
        (null, _) => Decision.No(RefusalKind.NoSuchIncident, "There is no such incident."),
        (not null, ReportSymptom c) => SymptomDecisions.Report(incident, c),
        (not null, MergeInto c) => SymptomDecisions.Merge(incident, c),
        (not null, Absorb c) => SymptomDecisions.TakeOver(incident, c),
        (not null, StartAnalysis c) => AnalysisDecisions.Start(incident, c),
        (not null, CompleteAnalysis c) => AnalysisDecisions.Complete(incident, c),
        (not null, FailAnalysis c) => AnalysisDecisions.Fail(incident, c),
        (not null, RecordPreflight c) => ApprovalDecisions.Preflight(incident, c),
        (not null, ApplyPolicy c) => ApprovalDecisions.Policy(incident, c),
        (not null, Approve c) => ApprovalDecisions.Approve(incident, c),
        (not null, Reject c) => ApprovalDecisions.Reject(incident, c),
        (not null, ExpireApproval c) => ApprovalDecisions.Expire(incident, c),
        (not null, StartAction c) => ExecutionDecisions.Start(incident, c),
        (not null, MarkPlanStale c) => ExecutionDecisions.Stale(incident, c),
        (not null, CompleteAction c) => ExecutionDecisions.Complete(incident, c),
        (not null, FailAction c) => ExecutionDecisions.Fail(incident, c),
        (not null, LoseAction c) => ExecutionDecisions.Lose(incident, c),
        (not null, ConfirmOutcome c) => ExecutionDecisions.Confirm(incident, c),
        (not null, Verify c) => VerificationDecisions.Verify(incident, c.Now),
        (not null, Summarise c) => ClosingDecisions.Summarise(incident, c),
        (not null, Escalate c) => ClosingDecisions.Escalate(incident, c),
        (not null, Dismiss c) => ClosingDecisions.Dismiss(incident, c),
        (not null, Resolve c) => ClosingDecisions.Resolve(incident, c),
        (not null, Reopen c) => ClosingDecisions.Reopen(incident, c),
        (not null, AddComment c) => ClosingDecisions.Comment(incident, c),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "Nobody decides this command."),
    };
}

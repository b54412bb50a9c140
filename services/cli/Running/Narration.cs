using System.Globalization;
using Pipeline.EmbeddedPostgres.Folders;
using Pipeline.Incidents.Analysis;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Plans;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Cli.Running;

/// <summary>One line about one event.</summary>
/// <param name="Colour">Spectre's name of its colour.</param>
/// <param name="Text">What happened.</param>
internal sealed record Narration(string Colour, string Text)
{
    /// <summary>The line; null for what is too small to be told.</summary>
    public static Narration? Of(IncidentEvent fact, string incident, UpOptions options) => fact switch
    {
        IncidentOpened e => new("red", $"opened: {e.Title}"),
        SymptomJoined e => new("default", $"symptom: {e.Report.Entity}: {e.Report.Reason}"),
        SymptomCleared e => new("default", $"gone: {e.Report.Entity}: {e.Report.Metric}"),
        AnalysisCompleted e => new("default", $"diagnosed ({Word(e.Certainty)}): {e.Conclusion}"),
        RemediationProposed e => new("default", $"proposed: {string.Join(", then ", e.Plan.Actions.Select(a => a.Summary))}"),
        PlanPreflighted e when e.Findings.Any(f => f.Verdict != PreflightVerdict.Ready) =>
            new("yellow", $"cannot be carried out: {string.Join("; ", e.Findings.Where(f => f.Verdict != PreflightVerdict.Ready).Select(f => f.Detail))}"),
        ApprovalRequested e => new("yellow", string.Create(
            CultureInfo.InvariantCulture,
            $"waits for approval until {e.ExpiresAt.ToLocalTime():HH:mm}: pipeline approvals approve {incident}{Folder(options)}")),
        RemediationApproved e => new("green", e.Automatic ? "approved by policy" : $"approved by {string.Join(", ", e.By.Select(b => b.Name))}"),
        RemediationRejected e => new("yellow", $"rejected by {e.By.Name}: {e.Reason}"),
        ActionStarted e => new("default", $"does: {e.Action} on {e.Target}"),
        ActionSucceeded e => new("green", $"done: {e.Effect}"),
        ActionFailed e => new("red", $"failed: {e.Reason}"),
        ActionOutcomeUnknown e => new("red", $"in doubt: {e.Reason}"),
        VerificationCompleted e => new("default", $"verified: {Word(e.Outcome)}"),
        IncidentResolved e => new("green", $"resolved: {e.Reason}"),
        IncidentWithdrawn e => new("green", $"withdrawn: {e.Reason}"),
        IncidentEscalated e => new("yellow", $"needs a person: {e.Reason}"),
        IncidentReopened e => new("red", $"goes on: {e.Reason}"),
        IncidentMerged e => new("default", $"became part of {e.Into.ToString()[..8]}"),
        _ => null,
    };

    private static string Word(Enum value) => value switch
    {
        Certainty.RootCause => "root cause",
        _ => value.ToString().ToLowerInvariant(),
    };

    private static string Folder(UpOptions options) => options.DataFolder == DataFolders.Default ? "" : $" --data-dir {options.DataFolder}";
}

using Pipeline.Contracts.Hints;
using Pipeline.Incidents.State;

namespace Pipeline.Incidents.Work;

/// <summary>What an incident waits for next: derived from its state alone, so timers survive every crash.</summary>
/// <param name="Stage">Whose turn it is.</param>
/// <param name="DueAt">From when on it can be done.</param>
public sealed record IncidentWork(Stage Stage, DateTimeOffset DueAt)
{
    /// <summary>The next step; null when the incident waits for people or symptoms only, or is over.</summary>
    public static IncidentWork? Of(Incident incident) => incident.Phase switch
    {
        IncidentPhase.Open p => new(Stage.Analysis, p.AnalyseAt),
        IncidentPhase.Analyzing p => new(Stage.Analysis, p.Deadline),
        IncidentPhase.Proposed => new(Stage.Preflight, incident.OpenedAt),
        IncidentPhase.Preflighted => new(Stage.Decision, incident.OpenedAt),
        IncidentPhase.AwaitingApproval p => new(Stage.Decision, p.ExpiresAt),
        IncidentPhase.Approved => new(Stage.Execution, incident.OpenedAt),
        IncidentPhase.Executing p => new(Stage.Execution, p.InFlight?.Deadline ?? p.NextAt),
        IncidentPhase.OutcomeUnknown p => new(Stage.Execution, p.ReconcileAt),
        IncidentPhase.Verifying p when !incident.HasSymptoms() => new(Stage.Verification, p.SettledAt),
        IncidentPhase.Verifying p => new(Stage.Verification, p.GiveUpAt),
        { IsClosed: true } when !incident.Summarised => new(Stage.Summary, incident.OpenedAt),
        _ => null,
    };

    /// <summary>The message that says so.</summary>
    public static IncidentHint Hint(Stage stage, string cluster, Guid incidentId) => stage switch
    {
        Stage.Analysis => new IncidentWantsAnalysis { Cluster = cluster, IncidentId = incidentId },
        Stage.Preflight => new IncidentWantsPreflight { Cluster = cluster, IncidentId = incidentId },
        Stage.Decision => new IncidentWantsDecision { Cluster = cluster, IncidentId = incidentId },
        Stage.Execution => new IncidentWantsExecution { Cluster = cluster, IncidentId = incidentId },
        Stage.Verification => new IncidentWantsVerification { Cluster = cluster, IncidentId = incidentId },
        Stage.Summary => new IncidentWantsSummary { Cluster = cluster, IncidentId = incidentId },
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "Nobody does this."),
    };
}

/// <summary>The stages that incidents wait for.</summary>
public enum Stage
{
    /// <summary>The analyzer finds the cause and makes a plan.</summary>
    Analysis,

    /// <summary>The executor rehearses the plan.</summary>
    Preflight,

    /// <summary>The approver asks the policy, or closes the door on an expired approval.</summary>
    Decision,

    /// <summary>The executor acts, or finds out what became of an action.</summary>
    Execution,

    /// <summary>The analyzer concludes whether it helped.</summary>
    Verification,

    /// <summary>The analyzer writes the summary.</summary>
    Summary,
}

namespace Pipeline.Incidents.State;

/// <summary>The states' names as people and programs read them: stable, kebab-case.</summary>
public static class IncidentState
{
    /// <summary>Every name, in the order in which an incident passes through them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "open", "analyzing", "proposed", "preflighted", "awaiting-approval", "observing", "approved", "executing",
        "outcome-unknown", "verifying", "rejected", "escalated", "resolved", "withdrawn", "dismissed", "merged",
    ];

    /// <summary>The name of a phase.</summary>
    public static string NameOf(IncidentPhase phase) => phase switch
    {
        IncidentPhase.Open => "open",
        IncidentPhase.Analyzing => "analyzing",
        IncidentPhase.Proposed => "proposed",
        IncidentPhase.Preflighted => "preflighted",
        IncidentPhase.AwaitingApproval => "awaiting-approval",
        IncidentPhase.Observing => "observing",
        IncidentPhase.Approved => "approved",
        IncidentPhase.Executing => "executing",
        IncidentPhase.OutcomeUnknown => "outcome-unknown",
        IncidentPhase.Verifying => "verifying",
        IncidentPhase.Rejected => "rejected",
        IncidentPhase.Escalated => "escalated",
        IncidentPhase.Resolved => "resolved",
        IncidentPhase.Withdrawn => "withdrawn",
        IncidentPhase.Dismissed => "dismissed",
        IncidentPhase.Merged => "merged",
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "This phase has no name."),
    };
}

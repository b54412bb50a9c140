using Pipeline.Contracts;
using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Analysis;
using Pipeline.Incidents.Approval;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Identity;
using Pipeline.Incidents.Plans;
using Pipeline.IncidentStore.Listing;

namespace Pipeline.Dashboard.Incidents;

/// <summary>One incident as the API shows it: where it stands, and everything that led there.</summary>
public sealed record IncidentDocument
{
    /// <summary>The row that lists show.</summary>
    public required IncidentSummary Incident { get; init; }

    /// <summary>Which incident of its key it is, from 1.</summary>
    public required int Episode { get; init; }

    /// <summary>Who answers for it.</summary>
    public required EntityRef Owner { get; init; }

    /// <summary>Its symptoms, oldest first.</summary>
    public required IReadOnlyList<SymptomDocument> Symptoms { get; init; }

    /// <summary>Who answers for which entity, and how that is known.</summary>
    public required IReadOnlyList<OwnerResolution> Owners { get; init; }

    /// <summary>Facts gathered.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>Hypotheses of the last analysis that are not refuted, best first.</summary>
    public required IReadOnlyList<Hypothesis> Hypotheses { get; init; }

    /// <summary>What the last analysis concluded; null before the first.</summary>
    public string? Conclusion { get; init; }

    /// <summary>The plan at hand; null when there is none.</summary>
    public PlanDocument? Plan { get; init; }

    /// <summary>The action whose outcome a person must say; null when none is in doubt.</summary>
    public IncidentEvent.ActionStarted? InDoubt { get; init; }
}

/// <summary>A symptom: how it began and how it is now.</summary>
/// <param name="First">The observation that joined it, with its window.</param>
/// <param name="Latest">The newest observation.</param>
/// <param name="Because">Why it belongs to the incident.</param>
public sealed record SymptomDocument(SymptomReport First, SymptomReport Latest, string Because);

/// <summary>A plan with what was said of it.</summary>
/// <param name="Plan">The document that the hash covers.</param>
/// <param name="Hash">What an approval is for.</param>
/// <param name="Findings">What the rehearsal found.</param>
/// <param name="Decision">What the policy said; null before it spoke.</param>
/// <param name="ApprovedBy">People who agreed so far.</param>
public sealed record PlanDocument(
    RemediationPlan Plan, string Hash, IReadOnlyList<PreflightFinding> Findings, PolicyDecision? Decision, IReadOnlyList<string> ApprovedBy);

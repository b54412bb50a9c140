namespace Pipeline.IncidentStore.Listing;

/// <summary>An incident as lists show it.</summary>
/// <param name="Id">The incident.</param>
/// <param name="Cluster">Its cluster.</param>
/// <param name="State">Kebab-case name of its phase.</param>
/// <param name="Severity">Of its most urgent symptom.</param>
/// <param name="Title">One line.</param>
/// <param name="Entity">What was sick first.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="FailureClass">The kind of failure.</param>
/// <param name="PlanHash">Hash of the plan that waits; null for none.</param>
/// <param name="ExpiresAt">When the approval that is waited for expires; null for none.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="UpdatedAt">When its last event was stored.</param>
/// <param name="Version">Number of its events.</param>
public sealed record IncidentSummary(
    Guid Id, string Cluster, string State, string Severity, string Title, string Entity, string Owner, string FailureClass,
    string? PlanHash, DateTimeOffset? ExpiresAt, DateTimeOffset OpenedAt, DateTimeOffset UpdatedAt, long Version);

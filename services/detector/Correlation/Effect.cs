namespace Pipeline.Detector.Correlation;

/// <summary>An incident that a report explains: it becomes part of the report's.</summary>
/// <param name="IncidentId">The incident.</param>
/// <param name="Because">Why, as a sentence for a person.</param>
public sealed record Effect(Guid IncidentId, string Because);

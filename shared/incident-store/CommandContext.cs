using Pipeline.Incidents;

namespace Pipeline.IncidentStore;

/// <summary>Who wants a command, and because of what; kept beside every event that follows from it.</summary>
/// <param name="Actor">Who.</param>
/// <param name="CausationId">The message or request; null when a timer did it.</param>
/// <param name="CorrelationId">What it belongs to; the incident's id when null.</param>
public sealed record CommandContext(Actor Actor, string? CausationId = null, string? CorrelationId = null);

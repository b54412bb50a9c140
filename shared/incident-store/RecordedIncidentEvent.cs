using Pipeline.Incidents;
using Pipeline.Incidents.Events;

namespace Pipeline.IncidentStore;

/// <summary>An event of an incident as it stands in the store.</summary>
/// <param name="Position">Its place in the global order; grows with gaps.</param>
/// <param name="Version">Its place in the incident, from 1.</param>
/// <param name="Type">Its stored alias: "plan_preflighted".</param>
/// <param name="Fact">The fact.</param>
/// <param name="RecordedAt">When it was stored; <see cref="IncidentEvent.At"/> says when it happened.</param>
/// <param name="Actor">Who caused it.</param>
/// <param name="CorrelationId">What it belongs to: the same for all that one cause set going.</param>
/// <param name="CausationId">The message or request that caused it.</param>
/// <param name="TraceId">W3C trace id; null when there was none.</param>
/// <param name="Hash">Its link of the hash chain.</param>
public sealed record RecordedIncidentEvent(
    long Position, long Version, string Type, IncidentEvent Fact, DateTimeOffset RecordedAt, Actor Actor,
    string? CorrelationId, string? CausationId, string? TraceId, string Hash);

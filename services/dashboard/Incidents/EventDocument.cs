using System.Text.Json;
using Pipeline.Incidents;
using Pipeline.IncidentStore;

namespace Pipeline.Dashboard.Incidents;

/// <summary>One event of an incident as the API shows it.</summary>
/// <param name="Position">Its place in the global order; grows with gaps.</param>
/// <param name="Version">Its place in the incident, from 1.</param>
/// <param name="Type">Its stored alias.</param>
/// <param name="At">When it happened.</param>
/// <param name="RecordedAt">When it was stored.</param>
/// <param name="Actor">Who caused it.</param>
/// <param name="CorrelationId">What it belongs to.</param>
/// <param name="CausationId">The message or request that caused it.</param>
/// <param name="TraceId">W3C trace id; null for none.</param>
/// <param name="Hash">Its link of the hash chain.</param>
/// <param name="Data">The fact.</param>
public sealed record EventDocument(
    long Position, long Version, string Type, DateTimeOffset At, DateTimeOffset RecordedAt, Actor Actor,
    string? CorrelationId, string? CausationId, string? TraceId, string Hash, JsonElement Data)
{
    /// <summary>The document of a recorded event.</summary>
    public static EventDocument Of(RecordedIncidentEvent e) => new(
        e.Position, e.Version, e.Type, e.Fact.At, e.RecordedAt, e.Actor, e.CorrelationId, e.CausationId, e.TraceId, e.Hash,
        JsonSerializer.SerializeToElement(e.Fact, e.Fact.GetType(), ApiJson.Options));
}

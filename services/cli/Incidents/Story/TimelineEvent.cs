using System.Text.Json;
using Pipeline.Cli.Rendering;
using Pipeline.Dashboard.Incidents;
using Pipeline.EventStore.Events;
using Pipeline.Incidents;
using Pipeline.Incidents.Events;
using Pipeline.IncidentStore;
using Pipeline.IncidentStore.Writing;

namespace Pipeline.Cli.Incidents.Story;

/// <summary>An event of an incident, wherever it was read from.</summary>
/// <param name="Version">Its place in the incident, from 1.</param>
/// <param name="At">When it happened.</param>
/// <param name="RecordedAt">When it was stored: from then on it was known.</param>
/// <param name="Actor">Who caused it.</param>
/// <param name="Type">Its stored alias.</param>
/// <param name="Fact">The fact; null for one that a newer program wrote and this one does not know.</param>
internal sealed record TimelineEvent(
    long Version, DateTimeOffset At, DateTimeOffset RecordedAt, Actor Actor, string Type, IncidentEvent? Fact)
{
    /// <summary>An event as the API gives it.</summary>
    /// <exception cref="JsonException">It has the alias of a known fact, and is none.</exception>
    public static TimelineEvent Of(EventDocument e) => new(
        e.Version, e.At, e.RecordedAt, e.Actor, e.Type,
        IncidentEventTypes.All.ByAlias.TryGetValue(e.Type, out var type) && typeof(IncidentEvent).IsAssignableFrom(type)
            ? (IncidentEvent?)e.Data.Deserialize(type, Json.Compact)
            : null);

    /// <summary>An event as the store gives it.</summary>
    public static TimelineEvent Of(RecordedEvent e) => new(
        e.Version, (e.Data as IncidentEvent)?.At ?? e.RecordedAt, e.RecordedAt, EventMetadataOf.Actor(e.Metadata), e.Type,
        e.Data as IncidentEvent);
}

using System.Diagnostics;
using Pipeline.EventStore.Events;
using Pipeline.Incidents;

namespace Pipeline.IncidentStore.Writing;

/// <summary>The metadata beside an event: who, because of what, in which trace.</summary>
public static class EventMetadataOf
{
    private const string ActorKindHeader = "actor_kind";
    private const string AuthenticatedByHeader = "authenticated_by";
    private const string TraceHeader = "trace_id";

    /// <summary>The metadata of what one command causes; the trace is the current activity's.</summary>
    public static EventMetadata Command(CommandContext context, string correlationId)
    {
        var metadata = new EventMetadata
        {
            UserName = context.Actor.Name,
            CorrelationId = context.CorrelationId ?? correlationId,
            CausationId = context.CausationId,
        }
            .With(ActorKindHeader, context.Actor.Kind.ToString())
            .With(AuthenticatedByHeader, context.Actor.AuthenticatedBy);
        return Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity
            ? metadata.With(TraceHeader, activity.TraceId.ToHexString())
            : metadata;
    }

    /// <summary>Who caused a recorded event.</summary>
    public static Actor Actor(EventMetadata metadata) => new(
        Enum.TryParse<ActorKind>(metadata.Headers.GetValueOrDefault(ActorKindHeader), out var kind) ? kind : ActorKind.Service,
        metadata.UserName ?? "unknown",
        metadata.Headers.GetValueOrDefault(AuthenticatedByHeader) ?? "unknown");

    /// <summary>W3C trace id of a recorded event; null for none.</summary>
    public static string? Trace(EventMetadata metadata) => metadata.Headers.GetValueOrDefault(TraceHeader);
}

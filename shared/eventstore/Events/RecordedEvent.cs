namespace Pipeline.EventStore.Events;

/// <summary>An event as it was stored, decoded.</summary>
/// <param name="Sequence">Position in the global order; has holes.</param>
/// <param name="Version">Position in the stream, from 1, without holes.</param>
/// <param name="Type">The stored alias, which may be older than the type of <paramref name="Data"/>.</param>
/// <param name="Data">Of the current type: upcast.</param>
/// <param name="RecordedAt">By the writer's clock, whole microseconds.</param>
/// <param name="Hash">64 lower-case hex digits, from the stored headers; null when they have none.</param>
public sealed record RecordedEvent(
    long Sequence, Guid StreamId, long Version, Guid Id, string Type, object Data, DateTimeOffset RecordedAt,
    EventMetadata Metadata, string? Hash);

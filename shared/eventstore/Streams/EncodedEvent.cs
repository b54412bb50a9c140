using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Canonical;
using Pipeline.EventStore.Events;

namespace Pipeline.EventStore.Streams;

/// <summary>An event ready to be inserted: all but its number in the global order is settled, its hash included.</summary>
internal sealed record EncodedEvent(
    Guid StreamId, long Version, Guid Id, string Type, string DotnetType, NewEvent Event, string Data, string Headers,
    DateTimeOffset Timestamp, string Hash)
{
    /// <exception cref="EventEncodingException">The event holds what may not be stored.</exception>
    public static IEnumerable<EncodedEvent> Chain(StreamAppend append, EventTypes types, TimeProvider clock)
    {
        var (version, previous) = (append.Expected.Version, append.Expected.Hash);
        foreach (var @event in append.Events)
        {
            var encoded = Encode(append.StreamId, ++version, previous, @event, types, clock);
            previous = encoded.Hash;
            yield return encoded;
        }
    }

    public RecordedEvent Recorded(long sequence) =>
        new(sequence, StreamId, Version, Id, Type, Event.Data, Timestamp, Event.Metadata, Hash);

    private static EncodedEvent Encode(
        Guid stream, long version, string previous, NewEvent @event, EventTypes types, TimeProvider clock)
    {
        var clrType = @event.Data.GetType();
        var alias = types.AliasFor(clrType);
        var now = clock.GetUtcNow();
        var microseconds = Microseconds.SinceEpoch(now);
        var id = Guid.CreateVersion7(now);
        try
        {
            var data = JsonSerializer.SerializeToElement(@event.Data, clrType, EventJson.Options);
            StorableJson.Check(data);
            var text = data.GetRawText();
            if (System.Text.Encoding.UTF8.GetByteCount(text) is var bytes and > NewEvent.MaximumBytes)
                throw new EventEncodingException(
                    $"The event '{alias}' for stream {stream} has {bytes} bytes; {NewEvent.MaximumBytes} are allowed. "
                    + "Put the large part into a payload (StoreTransaction.PutPayload), and its hash into the event.");
            var headers = HeadersOf(@event.Metadata, previous);
            CheckText(@event.Metadata, headers);
            var hash = EventHash.Of(previous, stream, version, id, alias, microseconds, @event.Metadata, headers, data);
            headers[EventMetadata.HashHeader] = hash;
            return new(
                stream, version, id, alias, EventTypes.DotnetNameOf(clrType), @event, text,
                headers.ToJsonString(), Microseconds.ToTime(microseconds), hash);
        }
        catch (Exception e) when (e is CanonicalJsonException or JsonException or ArgumentException or NotSupportedException)
        {
            throw new EventEncodingException($"The event '{alias}' for stream {stream} may not be stored: {(e as JsonException)?.Path} {e.Message}", e);
        }
    }

    private static JsonObject HeadersOf(EventMetadata metadata, string previous)
    {
        var headers = new JsonObject();
        foreach (var (name, value) in metadata.Headers)
        {
            if (EventMetadata.Reserved.Contains(name))
                throw new ArgumentException($"the header '{name}' belongs to the event store; choose another name.");
            headers[name] = value;
        }
        headers[EventMetadata.PreviousHeader] = previous;
        return headers;
    }

    private static void CheckText(EventMetadata metadata, JsonObject headers) => StorableJson.Check(
        JsonSerializer.SerializeToElement(
            new { metadata.UserName, metadata.CorrelationId, metadata.CausationId, metadata.Headers, Stored = headers }, EventJson.Options));
}

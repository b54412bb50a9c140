namespace Pipeline.EventStore.Streams;

/// <summary>The stream was to be new and exists. Nothing was stored.</summary>
public sealed class DuplicateStreamException(Guid streamId, Exception cause)
    : ConcurrentAppendException($"Stream {streamId} exists already; it was to be new.", streamId, 0, cause);

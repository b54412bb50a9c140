namespace Pipeline.EventStore.Streams;

/// <summary>Somebody else appended first. Nothing was stored: load again, decide again.</summary>
public class ConcurrentAppendException(string message, Guid streamId, long expectedVersion, Exception cause) : Exception(message, cause)
{
    public Guid StreamId { get; } = streamId;

    /// <summary>The version that the caller had seen.</summary>
    public long ExpectedVersion { get; } = expectedVersion;
}

namespace Pipeline.EventStore.Streams;

/// <summary>A stream that had events takes none any more: it is archived, or its row was deleted. Retrying cannot
/// help.</summary>
public sealed class StreamGoneException(Guid streamId, string reason, Exception cause)
    : Exception($"Stream {streamId} {reason}. Nothing was stored.", cause)
{
    public Guid StreamId { get; } = streamId;
}

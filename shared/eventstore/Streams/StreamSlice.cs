using Pipeline.EventStore.Events;

namespace Pipeline.EventStore.Streams;

/// <summary>A stream's events in order, and the head to append to.</summary>
/// <param name="Events">Empty when there is no such stream.</param>
public sealed record StreamSlice(Guid StreamId, IReadOnlyList<RecordedEvent> Events)
{
    /// <exception cref="HeadHashMismatchException">The last event has no hash: it was not written by this store, or
    /// edited.</exception>
    public StreamHead Head => Events is [.., var last]
        ? new(last.Version, last.Hash ?? throw new HeadHashMismatchException(StreamId, last.Version, "(any)", null))
        : StreamHead.None;
}

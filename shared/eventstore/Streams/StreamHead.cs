using Pipeline.EventStore.Events;

namespace Pipeline.EventStore.Streams;

/// <summary>What a decision was based on: the number of events in the stream, and the hash of the last.</summary>
/// <param name="Hash">64 lower-case hex digits; zeros for an empty stream.</param>
public readonly record struct StreamHead(long Version, string Hash)
{
    /// <summary>There is no such stream yet.</summary>
    public static StreamHead None { get; } = new(0, EventHash.Genesis);
}

using Pipeline.EventStore.Events;

namespace Pipeline.EventStore.Ordering;

/// <summary>A stretch of the global order that is final: no event will ever appear at or before its position.</summary>
/// <param name="Position">Go on after this; the position asked for when nothing new is safe yet.</param>
/// <param name="Holes">Numbers in the stretch that no event has or will ever have.</param>
public sealed record EventPage(IReadOnlyList<RecordedEvent> Events, long Position, IReadOnlyList<SequenceRange> Holes);

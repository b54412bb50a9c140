using Pipeline.EventStore.Events;

namespace Pipeline.EventStore.Ordering;

/// <summary>As <see cref="EventPage"/>, with the rows as they are, tombstones included.</summary>
internal sealed record StoredPage(IReadOnlyList<StoredEvent> Events, long Position, IReadOnlyList<SequenceRange> Holes);

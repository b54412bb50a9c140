using Pipeline.EventStore.Events;

namespace Pipeline.EventStore.Verifying;

/// <summary>Follows the chain of one stream, event by event in global order.</summary>
internal sealed class StreamCheck(Guid id)
{
    private readonly List<(long First, long Last, StoredEvent SeenAt)> _missing = [];
    private (StoredEvent Event, bool IsOwn, bool IsAnchored)? _last;

    /// <summary>The first event in global order; null before any was seen.</summary>
    public StoredEvent? First { get; private set; }

    /// <summary>The highest version seen.</summary>
    public long Version => _last?.Event.Version ?? 0;

    /// <summary>The place of its last event in the global order.</summary>
    public long LastSequence => _last?.Event.Sequence ?? 0;

    /// <summary>True once an anchored event had another hash: all later ones follow from it.</summary>
    public bool IsRewritten { get; set; }

    /// <param name="isAnchored">A signed leaf has exactly this event.</param>
    /// <returns>What is wrong, if anything; at most one finding for each event.</returns>
    public AuditFinding? Observe(StoredEvent stored, bool isAnchored)
    {
        First ??= stored;
        var isOwn = stored.Hash is { } hash && RecomputedHash.Of(stored) == hash;
        var finding = Place(stored) ?? (isOwn ? Link(stored, isAnchored) : NotOwn(stored));
        if (stored.Version > Version)
            _last = (stored, isOwn, isAnchored);
        return finding;
    }

    /// <summary>Versions that never came.</summary>
    public IEnumerable<AuditFinding> Conclude() => _missing.Select(range => new AuditFinding(
        AuditFindingKind.EventDropped, null, id, range.First,
        range.First == range.Last
            ? $"Event {range.First} of stream {id} is gone."
            : $"Events {range.First} to {range.Last} of stream {id} are gone.")
    { Place = range.SeenAt.Sequence });

    private AuditFinding? Place(StoredEvent stored)
    {
        if (stored.Version == Version + 1)
            return null;
        if (stored.Version > Version)
        {
            _missing.Add((Version + 1, stored.Version - 1, stored));
            return null;
        }
        var late = _missing.FindIndex(range => range.First <= stored.Version && stored.Version <= range.Last);
        if (late < 0)
            return Of(AuditFindingKind.EventInserted, stored, "was inserted: its version exists twice");
        var (first, last, seenAt) = _missing[late];
        _missing.RemoveAt(late);
        if (first < stored.Version)
            _missing.Add((first, stored.Version - 1, seenAt));
        if (stored.Version < last)
            _missing.Add((stored.Version + 1, last, seenAt));
        return Of(AuditFindingKind.EventReordered, seenAt, $"changed places: event {stored.Version} of its stream comes after it (number {stored.Sequence})");
    }

    private AuditFinding? Link(StoredEvent stored, bool isAnchored)
    {
        if (stored.Version != Version + 1)
            return null;
        var expected = _last is { } last ? last.Event.Hash : EventHash.Genesis;
        if (stored.PreviousHash == expected)
            return null;
        if (_last is { IsOwn: true, IsAnchored: false } before)
            return Of(AuditFindingKind.EventEdited, before.Event, "was replaced, its own hash recomputed: the next event was chained to another");
        return _last is { IsOwn: false } || isAnchored
            ? null // the event before is the one that was edited
            : Of(AuditFindingKind.EventEdited, stored, "is not chained to the event before it");
    }

    private static AuditFinding NotOwn(StoredEvent stored) => stored.Hash is null
        ? Of(AuditFindingKind.EventInserted, stored, "has no hash: it was not written by this store, or edited")
        : Of(AuditFindingKind.EventEdited, stored, "was edited: its hash does not fit what is stored");

    internal static AuditFinding Of(AuditFindingKind kind, StoredEvent stored, string what) => new(
        kind, stored.Sequence, stored.StreamId, stored.Version,
        $"Event {stored.Version} of stream {stored.StreamId} (number {stored.Sequence}, {stored.Type}) {what}.");
}

using Pipeline.EventStore.Auditing;
using Pipeline.EventStore.Events;

namespace Pipeline.EventStore.Verifying;

/// <summary>Holds the events, in global order, against the signed leaves.</summary>
internal sealed class AnchoredEvents
{
    private readonly Queue<AuditLeaf> _leaves;
    private readonly List<(AuditCheckpoint Checkpoint, List<AuditLeaf> Found)> _rootOnly = [];
    private readonly IReadOnlyList<TrustedAnchor> _anchors;
    private readonly HashSet<string> _anchoredHashes;
    private readonly Dictionary<(Guid Stream, long Version, string Hash), long> _moved = [];
    private int _stretch; // of _rootOnly: the first that may still get events

    public AnchoredEvents(IReadOnlyList<TrustedAnchor> anchors, Guid? onlyStream)
    {
        _anchors = anchors;
        _leaves = new(anchors.SelectMany(anchor => anchor.Leaves ?? []).Where(leaf => onlyStream is null || leaf.StreamId == onlyStream)
            .OrderBy(leaf => leaf.Sequence));
        _anchoredHashes = [.. _leaves.Select(leaf => leaf.Hash)];
        if (onlyStream is null)
            _rootOnly.AddRange(anchors.Where(anchor => anchor.Leaves is null).Select(anchor => (anchor.Checkpoint, new List<AuditLeaf>())));
    }

    /// <summary>Leaves that no event stands for any more.</summary>
    public List<AuditLeaf> Dropped { get; } = [];

    public AuditLeaf? Next(StoredEvent stored)
    {
        while (_leaves.TryPeek(out var leaf) && leaf.Sequence < stored.Sequence)
            Dropped.Add(_leaves.Dequeue());
        return _leaves.TryPeek(out var same) && same.Sequence == stored.Sequence ? _leaves.Dequeue() : null;
    }

    /// <returns>Null when the event is as it was signed, or was never signed.</returns>
    public AuditFinding? Compare(StoredEvent stored, AuditLeaf? leaf)
    {
        var found = AuditLeaf.Of(stored);
        while (_stretch < _rootOnly.Count && _rootOnly[_stretch].Checkpoint.Through < found.Sequence)
            _stretch++;
        if (_stretch < _rootOnly.Count && _rootOnly[_stretch].Checkpoint.After < found.Sequence)
            _rootOnly[_stretch].Found.Add(found);
        if (leaf == found)
            return null;
        if (_anchoredHashes.Contains(found.Hash))
            _moved.TryAdd((found.StreamId, found.Version, found.Hash), found.Sequence);
        if (leaf is null)
            return IsSigned(stored.Sequence)
                ? StreamCheck.Of(AuditFindingKind.EventInserted, stored, "was inserted: the signed checkpoint has no event of that number")
                : null;
        return (found.StreamId, found.Version) != (leaf.StreamId, leaf.Version) && _anchoredHashes.Contains(found.Hash)
            ? StreamCheck.Of(AuditFindingKind.EventReordered, stored, $"stands where event {leaf.Version} of stream {leaf.StreamId} was signed")
            : StreamCheck.Of(AuditFindingKind.EventEdited, stored, "was edited after it was signed, and the chain recomputed");
    }

    /// <summary>Call after the last event.</summary>
    /// <returns>Stretches whose events do not give the signed root, where only the root is known.</returns>
    public IReadOnlyList<AuditCheckpoint> Conclude()
    {
        Dropped.AddRange(_leaves);
        return [.. _rootOnly.Where(stretch => AnchorCheck.RootOf(stretch.Found) != stretch.Checkpoint.Root).Select(stretch => stretch.Checkpoint)];
    }

    /// <returns>The number at which the signed event stands now; null when it is nowhere.</returns>
    public long? PlaceOf(AuditLeaf lost) =>
        _moved.TryGetValue((lost.StreamId, lost.Version, lost.Hash), out var sequence) ? sequence : null;

    private bool IsSigned(long sequence) => _anchors.Any(anchor =>
        anchor.Checkpoint.After < sequence && sequence <= anchor.Checkpoint.Through
        && (anchor.Leaves is not null || anchor.Checkpoint.Holes.Any(hole => hole[0] <= sequence && sequence <= hole[1])));
}

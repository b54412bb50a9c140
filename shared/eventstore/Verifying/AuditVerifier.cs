using Pipeline.EventStore.Auditing;
using Pipeline.EventStore.Events;
using Pipeline.EventStore.Streams;

namespace Pipeline.EventStore.Verifying;

/// <summary>Says whether the record is what was written, from evidence alone: no database, no clock.</summary>
/// <remarks>Give every event to <see cref="Observe"/>, in global order, then ask <see cref="Conclude"/> once. Memory grows with
/// the streams, the ids and the signed leaves, not with the events' size.</remarks>
public sealed class AuditVerifier
{
    private readonly AuditEvidence _evidence;
    private readonly AnchorCheck _anchors;
    private readonly AnchoredEvents _anchored;
    private readonly UnhashedColumns _columns;
    private readonly bool _knowsTypes;
    private readonly Dictionary<Guid, StreamCheck> _streams = [];
    private readonly Dictionary<Guid, long> _ids = [];
    private readonly List<AuditFinding> _findings = [];
    private readonly List<string> _doubts = [];
    private readonly long _anchoredThrough;
    private long _events;
    private long _position;

    /// <param name="evidence">All but the events.</param>
    /// <param name="types">What is stored under which alias; null leaves the .NET types unchecked.</param>
    public AuditVerifier(AuditEvidence evidence, EventTypes? types = null)
    {
        _evidence = evidence;
        _columns = new(types);
        _knowsTypes = types is not null;
        _anchors = new(evidence);
        _anchored = new(_anchors.Trusted, evidence.OnlyStream);
        _anchoredThrough = _anchors.Trusted is [.., var last] ? last.Checkpoint.Through : 0;
        _position = _anchoredThrough;
    }

    /// <param name="stored">Of a higher sequence than the one before.</param>
    public void Observe(StoredEvent stored)
    {
        _events++;
        NoteUnusedNumbers(stored.Sequence - 1);
        _position = Math.Max(_position, stored.Sequence);
        var leaf = _anchored.Next(stored);
        var change = _anchored.Compare(stored, leaf);
        if (stored.Type == EventRows.Tombstone)
        {
            if (change is not null)
                _findings.Add(change);
            return;
        }
        _columns.Observe(stored);
        if (!_ids.TryAdd(stored.Id, stored.Sequence))
            _findings.Add(StreamCheck.Of(AuditFindingKind.EventInserted, stored, $"has the id of number {_ids[stored.Id]}: one is a copy"));
        var stream = StreamOf(stored.StreamId);
        var broken = stream.Observe(stored, leaf is not null && change is null);
        if (change is not null && !(stream.IsRewritten && broken is null && change.Kind == AuditFindingKind.EventEdited))
            _findings.Add(broken?.Kind == change.Kind && broken.Sequence == change.Sequence ? broken : change); // the nearer reason
        else if (broken is not null)
            _findings.Add(broken);
        stream.IsRewritten |= change is { Kind: AuditFindingKind.EventEdited };
    }

    public AuditReport Conclude()
    {
        NoteUnusedNumbers(_evidence.LastDrawn);
        AddStretches(_anchored.Conclude());
        AddDropped();
        _findings.AddRange(_columns.Conclude());
        _doubts.AddRange(_columns.Doubts());
        _findings.AddRange(StreamRowCheck.Find(_evidence.Streams, _streams));
        var all = _findings.OrderBy(finding => finding.Place).ThenBy(finding => finding.Kind != AuditFindingKind.EventReordered)
            .ThenBy(finding => finding.StreamId).ThenBy(finding => finding.Version)
            .GroupBy(finding => finding.StreamId is null ? (object)finding : (finding.StreamId, finding.Version, finding.Kind == AuditFindingKind.EventHidden))
            .Select(same => same.FirstOrDefault(finding => finding.Sequence is not null) ?? same.First())
            .Concat(_anchors.Findings).ToList();
        var last = _anchors.Trusted is [.., var trusted] ? trusted.Checkpoint : null;
        return new(_events, _streams.Count, _anchoredThrough, last?.At, all, _doubts, AuditLimits.Of(_evidence, last, _knowsTypes));
    }

    private StreamCheck StreamOf(Guid id)
    {
        if (!_streams.TryGetValue(id, out var stream))
            _streams.Add(id, stream = new(id));
        return stream;
    }

    private void NoteUnusedNumbers(long through)
    {
        if (_evidence.OnlyStream is null && through > _position)
            _doubts.Add(
                $"Numbers {_position + 1} to {through} after the last checkpoint have no event: transactions that were rolled back or are "
                + "still open, or events that were deleted before they were anchored.");
    }

    /// <summary>What the file lacks at its end is a finding only where the events no longer give the signed root.</summary>
    private void AddStretches(IReadOnlyList<AuditCheckpoint> changed)
    {
        _findings.AddRange(changed.Select(checkpoint => new AuditFinding(
            AuditFindingKind.StretchChanged, checkpoint.After + 1, null, null,
            $"The events from {checkpoint.After + 1} to {checkpoint.Through} do not give the root of checkpoint {checkpoint.Number}; "
            + "which one was changed only the leaves in the anchors file could tell.")));
        if (_anchors.Behind is not [var first, ..] behind)
            return;
        if (changed.Intersect(behind).Any())
            _findings.Add(new(
                AuditFindingKind.AnchorMissing, null, null, null,
                $"The anchors file lacks checkpoint {first.Number} and later ones, {behind.Count} in all, which the table has: they were cut."));
        else
            _doubts.Add(
                $"The anchors file is behind by {behind.Count} (from checkpoint {first.Number}): the table has them, their signatures hold"
                + (_evidence.OnlyStream is null ? " and the events give their roots" : ", their roots only a verification of all streams can check")
                + ". The next run of the anchor completes the file.");
    }

    private void AddDropped()
    {
        foreach (var lost in _anchored.Dropped.GroupBy(leaf => leaf.StreamId))
        {
            var first = lost.MinBy(leaf => leaf.Sequence)!;
            if (!_streams.ContainsKey(lost.Key))
                _findings.Add(new(
                    AuditFindingKind.StreamVanished, first.Sequence, lost.Key, first.Version,
                    $"Stream {lost.Key} is gone; {lost.Count()} of its events were signed, the first as number {first.Sequence}."));
            else
                _findings.AddRange(lost.Where(leaf => leaf.Hash != EventHash.Genesis).Select(Lost));
        }
        _findings.AddRange(_streams.Values.SelectMany(stream => stream.Conclude()));
    }

    private AuditFinding Lost(AuditLeaf leaf) => _anchored.PlaceOf(leaf) is { } now
        ? new(
            AuditFindingKind.EventReordered, leaf.Sequence, leaf.StreamId, leaf.Version,
            $"Event {leaf.Version} of stream {leaf.StreamId} was signed as number {leaf.Sequence} and stands at number {now} now.")
        : new(
            AuditFindingKind.EventDropped, leaf.Sequence, leaf.StreamId, leaf.Version,
            $"Event {leaf.Version} of stream {leaf.StreamId} (number {leaf.Sequence}) was signed and is gone.");
}

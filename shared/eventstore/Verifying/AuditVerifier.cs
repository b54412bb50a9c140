using Pipeline.EventStore.Events;
using Pipeline.EventStore.Streams;

namespace Pipeline.EventStore.Verifying;

/// <summary>Says whether the record is what was written, from evidence alone: no database, no clock.</summary>
/// <remarks>Give every event to <see cref="Observe"/>, in global order, then ask <see cref="Conclude"/> once. Memory grows with
/// the streams and the signed leaves, not with the events' size.</remarks>
public sealed class AuditVerifier
{
    private readonly AuditEvidence _evidence;
    private readonly AnchorCheck _anchors;
    private readonly AnchoredEvents _anchored;
    private readonly Dictionary<Guid, StreamCheck> _streams = [];
    private readonly List<AuditFinding> _findings = [];
    private readonly List<string> _doubts = [];
    private readonly long _anchoredThrough;
    private long _events;
    private long _position;

    public AuditVerifier(AuditEvidence evidence)
    {
        _evidence = evidence;
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
        _findings.AddRange(_anchored.Conclude());
        AddDropped();
        AddStreamRows();
        var all = _findings.OrderBy(finding => finding.Place).ThenBy(finding => finding.Kind != AuditFindingKind.EventReordered)
            .ThenBy(finding => finding.StreamId).ThenBy(finding => finding.Version)
            .GroupBy(finding => finding.StreamId is null ? (object)finding : (finding.StreamId, finding.Version))
            .Select(same => same.FirstOrDefault(finding => finding.Sequence is not null) ?? same.First())
            .Concat(_anchors.Findings).ToList();
        var last = _anchors.Trusted is [.., var trusted] ? trusted.Checkpoint : null;
        return new(_events, _streams.Count, _anchoredThrough, last?.At, all, _doubts, AuditLimits.Of(_evidence, last));
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
                _findings.AddRange(lost.Where(leaf => leaf.Hash != EventHash.Genesis).Select(leaf => new AuditFinding(
                    AuditFindingKind.EventDropped, leaf.Sequence, leaf.StreamId, leaf.Version,
                    $"Event {leaf.Version} of stream {leaf.StreamId} (number {leaf.Sequence}) was signed and is gone.")));
        }
        _findings.AddRange(_streams.Values.SelectMany(stream => stream.Conclude()));
    }

    private void AddStreamRows()
    {
        var rows = _evidence.Streams.ToDictionary(row => row.Id);
        foreach (var (id, stream) in _streams)
        {
            if (!rows.TryGetValue(id, out var row))
                _findings.Add(new(AuditFindingKind.StreamRowMismatch, null, id, null, $"Stream {id} has events and no row in mt_streams."));
            else if (row.Version > stream.Version)
                _findings.Add(new(
                    AuditFindingKind.EventDropped, null, id, stream.Version + 1,
                    $"Events {stream.Version + 1} to {row.Version} of stream {id} are gone: its row in mt_streams counts them.")
                { Place = stream.LastSequence + 1 });
            else if (row.Version < stream.Version)
                _findings.Add(new(
                    AuditFindingKind.StreamRowMismatch, null, id, row.Version + 1,
                    $"The row of stream {id} in mt_streams says {row.Version} events; there are {stream.Version}.")
                { Place = stream.LastSequence + 1 });
        }
        foreach (var row in rows.Values.Where(row => row.Version > 0 && !_streams.ContainsKey(row.Id)))
            _findings.Add(new(
                AuditFindingKind.StreamVanished, null, row.Id, 1,
                $"All {row.Version} events of stream {row.Id} are gone; its row in mt_streams is left."));
    }
}

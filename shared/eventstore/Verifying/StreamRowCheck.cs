namespace Pipeline.EventStore.Verifying;

/// <summary>Holds the rows of mt_streams against the events that were seen.</summary>
internal static class StreamRowCheck
{
    public static IEnumerable<AuditFinding> Find(IReadOnlyList<StreamRow> streamRows, IReadOnlyDictionary<Guid, StreamCheck> streams)
    {
        var rows = streamRows.ToDictionary(row => row.Id);
        foreach (var (id, stream) in streams)
        {
            if (!rows.TryGetValue(id, out var row))
                yield return AtFirst(AuditFindingKind.StreamRowMismatch, stream, $"Stream {id} has events and no row in mt_streams.");
            else if (row.Version > stream.Version)
                yield return new(
                    AuditFindingKind.EventDropped, null, id, stream.Version + 1,
                    $"Events {stream.Version + 1} to {row.Version} of stream {id} are gone: its row in mt_streams counts them.")
                { Place = stream.LastSequence + 1 };
            else if (row.Version < stream.Version)
                yield return new(
                    AuditFindingKind.StreamRowMismatch, null, id, row.Version + 1,
                    $"The row of stream {id} in mt_streams says {row.Version} events; there are {stream.Version}.")
                { Place = stream.LastSequence + 1 };
            if (row is { IsArchived: true })
                yield return AtFirst(
                    AuditFindingKind.EventHidden, stream, $"Stream {id} is marked as archived in mt_streams, so readers take it for empty; this store never archives.");
            if (row is { OtherTenant: { } tenant })
                yield return AtFirst(
                    AuditFindingKind.EventHidden, stream, $"Stream {id} was put into the tenant '{tenant}' in mt_streams; this store has one, '*DEFAULT*'.");
        }
        foreach (var row in rows.Values.Where(row => row.Version > 0 && !streams.ContainsKey(row.Id)))
            yield return new(
                AuditFindingKind.StreamVanished, null, row.Id, 1,
                $"All {row.Version} events of stream {row.Id} are gone; its row in mt_streams is left.");
    }

    private static AuditFinding AtFirst(AuditFindingKind kind, StreamCheck stream, string text) =>
        new(kind, stream.First!.Sequence, stream.First.StreamId, stream.First.Version, text);
}

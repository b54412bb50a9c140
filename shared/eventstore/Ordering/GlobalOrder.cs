using NpgsqlTypes;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Events;
using Pipeline.EventStore.Streams;

namespace Pipeline.EventStore.Ordering;

/// <summary>Reads all streams in one order without ever passing an event that commits late, or waiting for one that
/// never comes.</summary>
internal sealed class GlobalOrder(StoreDatabase database)
{
    // one statement, hence one snapshot: events, transaction ids and known holes belong together
    private const string Query = $$"""
        select {{EventRows.Columns}}, s.xmin, s.xmax
        from (
            select pg_snapshot_xmin(pg_current_snapshot())::text as xmin, pg_snapshot_xmax(pg_current_snapshot())::text as xmax
        ) s, {schema}.mt_events
        where seq_id > $1 order by seq_id limit $2
        """;

    private readonly GapWatch _gaps = new();

    /// <param name="after">A position that an earlier page gave, or 0.</param>
    /// <param name="limit">Rows read at most, at least 1.</param>
    public async Task<StoredPage> ReadAsync(long after, int limit, CancellationToken cancellationToken)
    {
        var page = await ReadOnceAsync(after, limit, cancellationToken);
        // a gap seen for the first time is proven by a second look, unless a transaction from before is still open
        return page.StoppedAtNewGap ? (await ReadOnceAsync(after, limit, cancellationToken)).Page : page.Page;
    }

    private async Task<(StoredPage Page, bool StoppedAtNewGap)> ReadOnceAsync(long after, int limit, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            Query,
            row => (Event: EventRows.Map(row), Xmin: ulong.Parse(row.GetString(12)), Xmax: ulong.Parse(row.GetString(13))),
            cancellationToken, StoreParameter.Bigint(after), StoreParameter.Bigint(limit));
        var last = rows is [.., var end] ? end.Event.Sequence : after;
        var known = last - after == rows.Count ? [] : await KnownHolesAsync(after, last, cancellationToken);
        var (events, holes, proven) = (new List<StoredEvent>(), new List<SequenceRange>(), new List<SequenceRange>());
        var (position, stopped) = (after, false);
        foreach (var (@event, xmin, xmax) in rows)
        {
            if (@event.Sequence > position + 1)
            {
                var gap = new SequenceRange(position + 1, @event.Sequence - 1);
                if (!known.Any(hole => hole.Covers(gap)))
                {
                    if (stopped |= !_gaps.IsProvenHole(gap, xmin, xmax))
                    {
                        position = @event.Sequence; // go on only to note all gaps of the page with this snapshot
                        continue;
                    }
                    proven.Add(gap);
                }
                if (!stopped)
                    holes.Add(gap);
            }
            position = @event.Sequence;
            if (!stopped)
                events.Add(@event);
        }
        await RecordAsync(proven, cancellationToken);
        return (new(events, stopped ? (events is [.., var safe] ? safe.Sequence : after) : position, holes), stopped);
    }

    private Task<IReadOnlyList<SequenceRange>> KnownHolesAsync(long after, long last, CancellationToken cancellationToken) =>
        database.QueryAsync(
            "select first_seq, last_seq from {schema}.pipeline_holes where last_seq > $1 and first_seq <= $2 order by first_seq",
            row => new SequenceRange(row.GetInt64(0), row.GetInt64(1)),
            cancellationToken, StoreParameter.Bigint(after), StoreParameter.Bigint(last));

    private async Task RecordAsync(List<SequenceRange> proven, CancellationToken cancellationToken)
    {
        if (proven.Count == 0)
            return;
        await database.ExecuteAsync(
            """
            insert into {schema}.pipeline_holes (first_seq, last_seq) select * from unnest($1::bigint[], $2::bigint[])
            on conflict (first_seq) do nothing
            """,
            cancellationToken, StoreParameter.Many(NpgsqlDbType.Bigint, proven.Select(hole => hole.First)),
            StoreParameter.Many(NpgsqlDbType.Bigint, proven.Select(hole => hole.Last)));
        _gaps.Forget(proven);
    }
}

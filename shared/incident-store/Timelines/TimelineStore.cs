using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Pipeline.Contracts.Timelines;
using Pipeline.EventStore.Connecting;

namespace Pipeline.IncidentStore.Timelines;

/// <summary>What happened in the clusters, for as long as it is kept.</summary>
public sealed class TimelineStore(StoreDatabase database)
{
    /// <summary>Rows that one call of <see cref="ForgetAsync"/> deletes at most.</summary>
    public const int MaximumForgotten = 10_000;

    private static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    /// <summary>Keeps entries, masked already; one whose key is known replaces it, its first time excepted. Harmless to repeat.</summary>
    public Task KeepAsync(IReadOnlyList<TimelineEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
            return Task.CompletedTask;
        var distinct = entries.GroupBy(e => (e.Cluster, e.Key)).Select(same => same.Last()).ToList();
        return database.ExecuteAsync(
            """
            insert into {schema}.pipeline_timeline as known (cluster, entry_key, kind, namespace, owner, first_at, last_at, entry)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::jsonb[])
            on conflict (cluster, entry_key) do update set
                first_at = least(known.first_at, excluded.first_at), last_at = greatest(known.last_at, excluded.last_at),
                owner = excluded.owner, entry = excluded.entry
            """,
            cancellationToken,
            Texts(distinct, e => e.Cluster), Texts(distinct, e => e.Key), Texts(distinct, e => e.Kind.ToString()),
            Texts(distinct, e => e.Entity.Namespace ?? ""), Texts(distinct, e => e.Owner.ToString()),
            StoreParameter.Many(NpgsqlDbType.TimestampTz, distinct.Select(e => e.FirstAt.ToUniversalTime())),
            StoreParameter.Many(NpgsqlDbType.TimestampTz, distinct.Select(e => e.LastAt.ToUniversalTime())),
            StoreParameter.Many(NpgsqlDbType.Jsonb, distinct.Select(e => JsonSerializer.Serialize(e, Json))));
    }

    /// <summary>What happened, oldest first.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> ReadAsync(TimelineQuery query, CancellationToken cancellationToken)
    {
        var newestFirst = await database.QueryAsync(
            """
            select entry, first_at, last_at from {schema}.pipeline_timeline
            where cluster = $1 and last_at >= $2 and first_at <= $3
                and ($4::text is null or owner = $4) and ($5::text is null or namespace in ($5, '')) and (cardinality($6::text[]) = 0 or kind = any($6))
            order by last_at desc, id desc limit $7
            """,
            ToEntry, cancellationToken, StoreParameter.Text(query.Cluster), StoreParameter.Instant(query.Since), StoreParameter.Instant(query.Until),
            StoreParameter.Text(query.Owner?.ToString()), StoreParameter.Text(query.Namespace),
            StoreParameter.Many(NpgsqlDbType.Text, query.Kinds.Select(kind => kind.ToString())), StoreParameter.Bigint(query.Limit));
        return [.. newestFirst.Reverse()];
    }

    /// <summary>Deletes what ended longer ago than this, by the database's clock.</summary>
    /// <returns>How many, <see cref="MaximumForgotten"/> at most: ask again when it is that many.</returns>
    public Task<int> ForgetAsync(TimeSpan olderThan, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(olderThan, TimeSpan.Zero);
        return database.ExecuteAsync(
            """
            delete from {schema}.pipeline_timeline where id in (
                select id from {schema}.pipeline_timeline where last_at < now() - $1 order by last_at limit $2 for update skip locked)
            """,
            cancellationToken, StoreParameter.Interval(olderThan), StoreParameter.Bigint(MaximumForgotten));
    }

    private static TimelineEntry ToEntry(NpgsqlDataReader row) => JsonSerializer.Deserialize<TimelineEntry>(row.GetString(0), Json)! with
    {
        FirstAt = row.GetFieldValue<DateTimeOffset>(1),
        LastAt = row.GetFieldValue<DateTimeOffset>(2),
    };

    private static NpgsqlParameter Texts(IEnumerable<TimelineEntry> entries, Func<TimelineEntry, string> text) =>
        StoreParameter.Many(NpgsqlDbType.Text, entries.Select(text));
}

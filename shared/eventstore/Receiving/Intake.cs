using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Pipeline.EventStore.Connecting;

namespace Pipeline.EventStore.Receiving;

/// <summary>Before an incident exists, this table is the truth: what arrived is committed here before it is
/// confirmed.</summary>
public sealed class Intake(StoreDatabase database)
{
    /// <summary>Rows that one call of <see cref="ForgetAsync"/> deletes at most, so that its transaction stays short.</summary>
    public const int MaximumForgotten = 10_000;

    internal const string Insert = """
        insert into {schema}.pipeline_intake (cluster, kind, dedup_key, payload)
        select cluster, kind, dedup_key, payload
        from unnest($1::text[], $2::text[], $3::text[], $4::jsonb[]) with ordinality as item (cluster, kind, dedup_key, payload, position)
        order by item.position
        on conflict (cluster, kind, dedup_key) do nothing
        returning id
        """;

    internal static NpgsqlParameter[] Parameters(IReadOnlyList<IntakeItem> items) => Parameters(
        items, [.. items.Select(item => item.Cluster)], [.. items.Select(item => item.Kind)], [.. items.Select(item => item.DedupKey)]);

    /// <summary>Stores arrivals, all or none; returns when they are durable.</summary>
    /// <returns>One for each item, in its order.</returns>
    public async Task<IReadOnlyList<IntakeReceipt>> AddAsync(IReadOnlyList<IntakeItem> items, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
            return [];
        var clusters = items.Select(item => item.Cluster).ToArray();
        var kinds = items.Select(item => item.Kind).ToArray();
        var keys = items.Select(item => item.DedupKey).ToArray();
        var isNew = (await InsertAsync(items, clusters, kinds, keys, cancellationToken)).ToHashSet();
        // a second statement: the first does not see rows that another transaction committed while it waited for them
        var ids = await database.QueryAsync(
            """
            select r.id from unnest($1::text[], $2::text[], $3::text[]) with ordinality as item (cluster, kind, dedup_key, position)
            join {schema}.pipeline_intake r using (cluster, kind, dedup_key) order by item.position
            """,
            row => row.GetInt64(0), cancellationToken, StoreParameter.Many(NpgsqlDbType.Text, clusters),
            StoreParameter.Many(NpgsqlDbType.Text, kinds), StoreParameter.Many(NpgsqlDbType.Text, keys));
        return [.. ids.Select(id => new IntakeReceipt(id, isNew.Remove(id)))];
    }

    /// <summary>Rows that nobody has processed, oldest first. They are marked in a <c>StoreTransaction</c>.</summary>
    public Task<IReadOnlyList<IntakeRow>> WaitingAsync(string cluster, int limit, CancellationToken cancellationToken) =>
        database.QueryAsync(
            """
            select id, cluster, kind, dedup_key, payload, received_at from {schema}.pipeline_intake
            where cluster = $1 and processed_at is null order by id limit $2
            """,
            Map, cancellationToken, StoreParameter.Text(cluster), StoreParameter.Bigint(limit));

    /// <summary>Clusters that have rows waiting.</summary>
    public Task<IReadOnlyList<string>> WaitingClustersAsync(CancellationToken cancellationToken) => database.QueryAsync(
        "select distinct cluster from {schema}.pipeline_intake where processed_at is null order by cluster",
        row => row.GetString(0), cancellationToken);

    /// <summary>Deletes rows that were processed longer ago than this, by the database's clock; what waits is never deleted.</summary>
    /// <remarks>A row's key is forgotten with it: the same arrival once more would be a new one. Keep rows longer than any source
    /// repeats itself.</remarks>
    /// <returns>How many, <see cref="MaximumForgotten"/> at most: ask again when it is that many.</returns>
    public Task<int> ForgetAsync(TimeSpan olderThan, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(olderThan, TimeSpan.Zero);
        return database.ExecuteAsync(
            """
            delete from {schema}.pipeline_intake where id in (
                select id from {schema}.pipeline_intake where processed_at < now() - $1 order by processed_at limit $2 for update skip locked)
            """,
            cancellationToken, new NpgsqlParameter<TimeSpan> { TypedValue = olderThan }, StoreParameter.Bigint(MaximumForgotten));
    }

    private Task<IReadOnlyList<long>> InsertAsync(
        IReadOnlyList<IntakeItem> items, string[] clusters, string[] kinds, string[] keys, CancellationToken cancellationToken) =>
        database.QueryAsync(Insert, row => row.GetInt64(0), cancellationToken, Parameters(items, clusters, kinds, keys));

    private static NpgsqlParameter[] Parameters(IReadOnlyList<IntakeItem> items, string[] clusters, string[] kinds, string[] keys) =>
    [
        StoreParameter.Many(NpgsqlDbType.Text, clusters), StoreParameter.Many(NpgsqlDbType.Text, kinds),
        StoreParameter.Many(NpgsqlDbType.Text, keys),
        StoreParameter.Many(NpgsqlDbType.Jsonb, items.Select(item => item.Payload.GetRawText())),
    ];

    private static IntakeRow Map(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3),
        JsonElement.Parse(row.GetString(4)), row.GetFieldValue<DateTimeOffset>(5));
}

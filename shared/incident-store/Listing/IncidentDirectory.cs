using Npgsql;
using NpgsqlTypes;
using Pipeline.Contracts;
using Pipeline.EventStore.Connecting;
using Pipeline.Incidents.Identity;
using Pipeline.IncidentStore.Writing;

namespace Pipeline.IncidentStore.Listing;

/// <summary>Finds incidents by what they are about. Rows are written with the events, so it is never behind.</summary>
public sealed class IncidentDirectory(StoreDatabase database)
{
    private const string Columns =
        "i.id, i.cluster, i.state, i.severity, i.title, i.entity, i.owner, i.failure_class, i.plan_hash, i.expires_at, i.opened_at, i.updated_at, i.version";

    /// <summary>A page of the list, newest first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not within 1 to 500.</exception>
    public Task<IReadOnlyList<IncidentSummary>> ListAsync(IncidentFilter filter, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filter.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(filter.Limit, 500);
        return database.QueryAsync(
            $$"""
            select {{Columns}} from {schema}.pipeline_incidents i
            where ($1::text is null or i.cluster = $1) and (cardinality($2::text[]) = 0 or i.state = any($2))
              and (not $3 or not i.closed) and ($4::timestamptz is null or (i.opened_at, i.id) < ($4, $5::uuid))
            order by i.opened_at desc, i.id desc limit $6
            """,
            Map, cancellationToken, StoreParameter.Text(filter.Cluster), StoreParameter.Many(NpgsqlDbType.Text, filter.States ?? []),
            new NpgsqlParameter<bool> { TypedValue = filter.OpenOnly }, StoreParameter.Instant(filter.After?.OpenedAt),
            StoreParameter.Uuid(filter.After?.Id), StoreParameter.Bigint(filter.Limit));
    }

    /// <summary>One incident; null when there is none.</summary>
    public async Task<IncidentSummary?> FindAsync(Guid incidentId, CancellationToken cancellationToken) =>
        (await database.QueryAsync(
            $$"""select {{Columns}} from {schema}.pipeline_incidents i where i.id = $1""",
            Map, cancellationToken, StoreParameter.Uuid(incidentId))).SingleOrDefault();

    /// <summary>Incidents whose id begins so, for people who type only its first digits; at most 10.</summary>
    /// <param name="prefix">4 to 36 characters of 0-9, a-f and "-".</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<IncidentSummary>> FindByPrefixAsync(string prefix, CancellationToken cancellationToken) =>
        database.QueryAsync(
            $$"""
            select {{Columns}} from {schema}.pipeline_incidents i
            where starts_with(i.id::text, $1) order by i.opened_at desc limit 10
            """,
            Map, cancellationToken, StoreParameter.Text(prefix));

    /// <summary>The incident that new symptoms of the key belong to now, its own or one that took it over; null for none.</summary>
    public async Task<Guid?> HolderAsync(IncidentKey key, CancellationToken cancellationToken)
    {
        var holders = await database.QueryAsync(
            "select holder from {schema}.pipeline_claims where kind = $1 and key = $2",
            row => row.GetGuid(0), cancellationToken, StoreParameter.Text(IncidentRows.ClaimKind), StoreParameter.Text(key.ToString()));
        return holders is [var holder] ? holder : null;
    }

    /// <summary>The newest incident of the key, closed or not; null when there never was one.</summary>
    public async Task<IncidentEpisode?> LatestAsync(IncidentKey key, CancellationToken cancellationToken) =>
        (await database.QueryAsync(
            "select id, episode, closed, updated_at from {schema}.pipeline_incidents where key = $1 order by episode desc limit 1",
            row => new IncidentEpisode(row.GetGuid(0), row.GetInt32(1), row.GetBoolean(2), row.GetFieldValue<DateTimeOffset>(3)),
            cancellationToken, StoreParameter.Text(key.ToString()))).SingleOrDefault();

    /// <summary>Incidents with symptoms of any of these owners that go on, oldest first; at most 50.</summary>
    /// <param name="cluster">Name of the cluster.</param>
    /// <param name="owners">As <see cref="EntityRef.ToString"/> writes them.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<IncidentSummary>> OfOwnersAsync(
        string cluster, IReadOnlyCollection<string> owners, CancellationToken cancellationToken) =>
        database.QueryAsync(
            $$"""
            select {{Columns}} from {schema}.pipeline_incidents i
            where i.cluster = $1 and i.owners && $2 and not i.closed order by i.opened_at, i.id limit 50
            """,
            Map, cancellationToken, StoreParameter.Text(cluster), StoreParameter.Many(NpgsqlDbType.Text, owners));

    /// <summary>Incidents that the symptom is part of, those that go on first, then the newest; at most 20.</summary>
    public Task<IReadOnlyList<IncidentSummary>> OfSymptomAsync(string cluster, string symptomKey, CancellationToken cancellationToken) =>
        database.QueryAsync(
            $$"""
            select {{Columns}} from {schema}.pipeline_incidents i
            where i.cluster = $1 and i.symptom_keys @> array[$2] order by i.closed, i.updated_at desc limit 20
            """,
            Map, cancellationToken, StoreParameter.Text(cluster), StoreParameter.Text(symptomKey));

    private static IncidentSummary Map(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6),
        row.GetString(7), row.IsDBNull(8) ? null : row.GetString(8), row.IsDBNull(9) ? null : row.GetFieldValue<DateTimeOffset>(9),
        row.GetFieldValue<DateTimeOffset>(10), row.GetFieldValue<DateTimeOffset>(11), row.GetInt64(12));
}

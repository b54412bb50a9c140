using Pipeline.EventStore.Connecting;

namespace Pipeline.EventStore.Claiming;

/// <summary>Who holds what. Claims are taken and released in a <c>StoreTransaction</c>, with the events they belong
/// to.</summary>
public sealed class Claims(StoreDatabase database)
{
    /// <returns>Null when it is free.</returns>
    public async Task<Claim?> FindAsync(string kind, string key, CancellationToken cancellationToken) =>
        (await database.QueryAsync(
            "select kind, key, holder, taken_at from {schema}.pipeline_claims where kind = $1 and key = $2",
            Map, cancellationToken, StoreParameter.Text(kind), StoreParameter.Text(key))).SingleOrDefault();

    /// <summary>Oldest first.</summary>
    public Task<IReadOnlyList<Claim>> ListAsync(string kind, CancellationToken cancellationToken) => database.QueryAsync(
        "select kind, key, holder, taken_at from {schema}.pipeline_claims where kind = $1 order by taken_at, key",
        Map, cancellationToken, StoreParameter.Text(kind));

    private static Claim Map(Npgsql.NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetGuid(2), row.GetFieldValue<DateTimeOffset>(3));
}

using System.Text.Json;
using Pipeline.EventStore.Connecting;

namespace Pipeline.EventStore.Liveness;

/// <summary>Which instance of which service was last alive, by the database's clock.</summary>
public sealed class Heartbeats(StoreDatabase database)
{
    /// <param name="detail">An object worth showing, such as the stage's position; <c>{}</c> for nothing.</param>
    public Task BeatAsync(
        string cluster, string service, string instance, JsonElement detail, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            """
            insert into {schema}.pipeline_heartbeats (cluster, service, instance, at, detail) values ($1, $2, $3, clock_timestamp(), $4)
            on conflict (cluster, service, instance) do update set at = excluded.at, detail = excluded.detail
            """,
            cancellationToken, StoreParameter.Text(cluster), StoreParameter.Text(service), StoreParameter.Text(instance),
            StoreParameter.Json(detail.GetRawText()));

    /// <summary>All instances of a cluster, by service, the liveliest first.</summary>
    public Task<IReadOnlyList<Heartbeat>> ListAsync(string cluster, CancellationToken cancellationToken) => database.QueryAsync(
        """
        select cluster, service, instance, at, greatest(clock_timestamp() - at, interval '0'), detail
        from {schema}.pipeline_heartbeats where cluster = $1 order by service, at desc
        """,
        row => new Heartbeat(
            row.GetString(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3),
            row.GetFieldValue<TimeSpan>(4), JsonElement.Parse(row.GetString(5))),
        cancellationToken, StoreParameter.Text(cluster));

    /// <summary>Forgets an instance that ends on purpose.</summary>
    public Task EndAsync(string cluster, string service, string instance, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            "delete from {schema}.pipeline_heartbeats where cluster = $1 and service = $2 and instance = $3",
            cancellationToken, StoreParameter.Text(cluster), StoreParameter.Text(service), StoreParameter.Text(instance));
}

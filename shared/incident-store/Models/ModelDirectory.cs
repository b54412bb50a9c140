using System.Text.Json;
using Pipeline.Contracts.Models;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Streams;

namespace Pipeline.IncidentStore.Models;

/// <summary>What the detector has learned, for people.</summary>
public sealed class ModelDirectory(StoreDatabase database)
{
    private const int Days = 30;

    private static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    /// <summary>Adds the summary of a partition to a transaction.</summary>
    public static void Save(StoreTransaction transaction, string cluster, int partition, PartitionModel model) => transaction.Execute(
        """
        insert into {schema}.pipeline_model (cluster, partition, summary) values ($1, $2::int, $3)
        on conflict (cluster, partition) do update set summary = excluded.summary, updated_at = now()
        """,
        StoreParameter.Text(cluster), StoreParameter.Bigint(partition), StoreParameter.Json(JsonSerializer.Serialize(model, Json)));

    /// <summary>What is known of a cluster; without partitions when nothing was learned yet.</summary>
    public async Task<ModelInfo> ReadAsync(string cluster, CancellationToken cancellationToken)
    {
        var partitions = await database.QueryAsync(
            "select partition, since, updated_at, summary::text from {schema}.pipeline_model where cluster = $1 order by partition",
            row => new FittedPartition(
                row.GetInt32(0), row.GetFieldValue<DateTimeOffset>(1), row.GetFieldValue<DateTimeOffset>(2),
                JsonSerializer.Deserialize<PartitionModel>(row.GetString(3), Json)!),
            cancellationToken, StoreParameter.Text(cluster));
        var outcomes = await database.QueryAsync(
            """
            select count(*), count(*) filter (where state = 'dismissed'), count(*) filter (where state = 'withdrawn'),
                count(*) filter (where state = 'resolved'), count(*) filter (where not closed)
            from {schema}.pipeline_incidents
            where cluster = $1 and opened_at > now() - $2
                and exists (select from unnest(symptom_keys) as key where key like 'series:%' or key like 'forecast:%')
            """,
            row => new ModelOutcomes(Days, row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)),
            cancellationToken, StoreParameter.Text(cluster), StoreParameter.Interval(TimeSpan.FromDays(Days)));
        return new ModelInfo(cluster, partitions, outcomes.Single());
    }
}

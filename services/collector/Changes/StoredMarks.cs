using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using NpgsqlTypes;
using Pipeline.EventStore;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Streams;
using Pipeline.Hosting;

namespace Pipeline.Collector.Changes;

/// <summary>Marks in the store: one row for each object.</summary>
public sealed class StoredMarks(PostgresEventStore store, IOptions<PipelineOptions> pipeline) : IChangeMarks
{
    private static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;
    private readonly string _cluster = pipeline.Value.Cluster;

    private string Position => $"collector/{_cluster}/kubernetes/looked";

    /// <inheritdoc/>
    public async Task<(IReadOnlyList<ObjectMark> Marks, DateTimeOffset? LookedAt)> LoadAsync(CancellationToken cancellationToken)
    {
        var looked = await store.Positions.FindAsync(Position, cancellationToken);
        var marks = await store.Database.QueryAsync(
            "select facets from {schema}.pipeline_object_marks where cluster = $1",
            row => JsonSerializer.Deserialize<ObjectMark>(row.GetString(0), Json)!, cancellationToken, StoreParameter.Text(_cluster));
        return (marks, looked is { } at ? DateTimeOffset.Parse(at.GetProperty("at").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind) : null);
    }

    /// <inheritdoc/>
    public Task SaveAsync(IReadOnlyList<ObjectMark> changed, IReadOnlyList<string> gone, DateTimeOffset lookedAt, CancellationToken cancellationToken)
    {
        var transaction = new StoreTransaction();
        if (changed.Count > 0)
            transaction.Execute(
                """
                insert into {schema}.pipeline_object_marks (cluster, object_key, facets)
                select $1, object_key, facets from unnest($2::text[], $3::jsonb[]) as seen (object_key, facets)
                on conflict (cluster, object_key) do update set facets = excluded.facets, updated_at = now()
                """,
                StoreParameter.Text(_cluster), StoreParameter.Many(NpgsqlDbType.Text, changed.Select(m => m.Key)),
                StoreParameter.Many(NpgsqlDbType.Jsonb, changed.Select(m => JsonSerializer.Serialize(m, Json))));
        if (gone.Count > 0)
            transaction.Execute(
                "delete from {schema}.pipeline_object_marks where cluster = $1 and object_key = any($2)",
                StoreParameter.Text(_cluster), StoreParameter.Many(NpgsqlDbType.Text, gone));
        transaction.SetPosition(Position, JsonSerializer.SerializeToElement(new { at = lookedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) }));
        return store.CommitAsync(transaction, cancellationToken);
    }
}

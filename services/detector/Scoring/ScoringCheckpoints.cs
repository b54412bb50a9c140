using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Pipeline.Contracts.Metrics;
using Pipeline.Detection;
using Pipeline.Detection.Missing;
using Pipeline.Detection.Series;
using Pipeline.EventStore;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Streams;

namespace Pipeline.Detector.Scoring;

/// <summary>The stored states of the partitions.</summary>
public sealed class ScoringCheckpoints(PostgresEventStore store)
{
    private static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;

    /// <summary>The state of a partition as it is stored; empty when nothing is.</summary>
    public async Task<PartitionState> LoadAsync(
        string cluster, int partition, DetectionSettings settings, CancellationToken cancellationToken)
    {
        // the version first: what another instance stores after that makes the next store fail, and this is read again
        var version = await VersionAsync(cluster, partition, cancellationToken);
        var state = new PartitionState(cluster, partition, version, settings);
        foreach (var source in await QueryAsync(
            "select source, clock, covered_ticks, gaps from {schema}.pipeline_scoring_sources where cluster = $1 and partition = $2",
            row => SourceOf(row, settings)))
            state.Sources.Add(source.Source, source);
        foreach (var monitor in await QueryAsync(
            "select identity, state, bank from {schema}.pipeline_scoring_series where cluster = $1 and partition = $2",
            row => MonitorOf(row, settings)))
            state.Series.Add(new SeriesId(monitor.Series.Source, monitor.Series.Key), monitor);
        return state;

        Task<IReadOnlyList<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> map) => store.Database.QueryAsync(
            sql, map, cancellationToken, StoreParameter.Text(cluster), StoreParameter.Bigint(partition));
    }

    /// <summary>Version of the stored state of a partition; 0 when nothing is stored.</summary>
    public async Task<long> VersionAsync(string cluster, int partition, CancellationToken cancellationToken)
    {
        var versions = await store.Database.QueryAsync(
            "select version from {schema}.pipeline_scoring_partitions where cluster = $1 and partition = $2",
            row => row.GetInt64(0), cancellationToken, StoreParameter.Text(cluster), StoreParameter.Bigint(partition));
        return versions is [var version] ? version : 0;
    }

    /// <summary>All positions of a cluster.</summary>
    public Task<IReadOnlyList<(int Partition, string Source, DateTimeOffset Covered)>> PositionsAsync(
        string cluster, CancellationToken cancellationToken) => store.Database.QueryAsync(
        "select partition, source, covered_ticks from {schema}.pipeline_scoring_sources where cluster = $1 order by 1, 2",
        row => (row.GetInt32(0), row.GetString(1), new DateTimeOffset(row.GetInt64(2), TimeSpan.Zero)),
        cancellationToken, StoreParameter.Text(cluster));

    /// <summary>Adds what a message changed to a transaction, which fails when another instance was first.</summary>
    public static void Save(StoreTransaction transaction, PartitionState state, Scored scored)
    {
        var (cluster, partition) = (StoreParameter.Text(state.Cluster), StoreParameter.Bigint(state.Partition));
        transaction.Execute(
            "select {schema}.pipeline_advance_scoring($1, $2::int, $3)", cluster, partition, StoreParameter.Bigint(state.Version));
        transaction.Execute(
            """
            insert into {schema}.pipeline_scoring_sources (cluster, partition, source, covered_ticks, clock, gaps)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (cluster, partition, source) do update set covered_ticks = excluded.covered_ticks, gaps = excluded.gaps
            """,
            cluster.Clone(), partition.Clone(), StoreParameter.Text(scored.Source.Source),
            StoreParameter.Bigint(scored.Source.Covered.UtcTicks), StoreParameter.Text(scored.Source.Clock.ToString()),
            StoreParameter.Json(JsonSerializer.Serialize(scored.Source.Missing.Gaps, Json)));
        if (scored.Changed.Count == 0)
            return;
        var monitors = scored.Changed.Select(id => state.Series[id]).ToList();
        transaction.Execute(
            """
            insert into {schema}.pipeline_scoring_series as known (cluster, partition, source, series_key, identity, newest, state, bank)
            select $1, $2, source, series_key, identity, newest, state, bank
            from unnest($3::text[], $4::text[], $5::jsonb[], $6::timestamptz[], $7::bytea[], $8::bytea[])
                as changed (source, series_key, identity, newest, state, bank)
            on conflict (cluster, partition, source, series_key) do update set
                newest = excluded.newest, state = excluded.state, bank = coalesce(excluded.bank, known.bank)
            """,
            cluster.Clone(), partition.Clone(),
            StoreParameter.Many(NpgsqlDbType.Text, monitors.Select(monitor => monitor.Series.Source)),
            StoreParameter.Many(NpgsqlDbType.Text, monitors.Select(monitor => monitor.Series.Key)),
            StoreParameter.Many(NpgsqlDbType.Jsonb, monitors.Select(monitor => JsonSerializer.Serialize(monitor.Series, Json))),
            StoreParameter.Many(NpgsqlDbType.TimestampTz, monitors.Select(monitor => monitor.Newest!.Value)),
            StoreParameter.Many(NpgsqlDbType.Bytea, monitors.Select(BytesOf)),
            StoreParameter.Many(NpgsqlDbType.Bytea, monitors.Select(monitor => monitor.TakeBankIfDue())));
    }

    /// <summary>Adds the removal of series to a transaction.</summary>
    public static void Remove(StoreTransaction transaction, PartitionState state, IReadOnlyList<SeriesId> forgotten)
    {
        if (forgotten.Count == 0)
            return;
        transaction.Execute(
            """
            delete from {schema}.pipeline_scoring_series
            where cluster = $1 and partition = $2 and (source, series_key) in (select * from unnest($3::text[], $4::text[]))
            """,
            StoreParameter.Text(state.Cluster), StoreParameter.Bigint(state.Partition),
            StoreParameter.Many(NpgsqlDbType.Text, forgotten.Select(id => id.Source)),
            StoreParameter.Many(NpgsqlDbType.Text, forgotten.Select(id => id.Key)));
    }

    private static SourceProgress SourceOf(NpgsqlDataReader row, DetectionSettings settings)
    {
        var (source, clock) = (row.GetString(0), Enum.Parse<SourceClock>(row.GetString(1)));
        var gaps = JsonSerializer.Deserialize<DataGap[]>(row.GetString(3), Json)!;
        return new SourceProgress(
            source, clock, new DateTimeOffset(row.GetInt64(2), TimeSpan.Zero), new MissingDataWatch(source, clock, gaps, settings));
    }

    private static SeriesMonitor MonitorOf(NpgsqlDataReader row, DetectionSettings settings)
    {
        var monitor = new SeriesMonitor(JsonSerializer.Deserialize<SeriesIdentity>(row.GetString(0), Json)!, settings);
        using var reader = new BinaryReader(new MemoryStream(row.GetFieldValue<byte[]>(1)), Encoding.UTF8);
        monitor.Read(reader, row.IsDBNull(2) ? null : row.GetFieldValue<byte[]>(2));
        return monitor;
    }

    private static byte[] BytesOf(SeriesMonitor monitor)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
            monitor.Write(writer);
        return bytes.ToArray();
    }
}

using System.IO.Compression;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Pipeline.Contracts.Metrics;
using Pipeline.EventStore;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Streams;
using Pipeline.Hosting;

namespace Pipeline.Collector.MetricsApi;

/// <summary>The log in the store: one compressed row for each reading.</summary>
public sealed class StoredWindowLog(PostgresEventStore store, IOptions<PipelineOptions> pipeline) : IWindowLog
{
    private static readonly JsonSerializerOptions Json = JsonSerializerOptions.Web;
    private readonly string _cluster = pipeline.Value.Cluster;

    /// <inheritdoc/>
    public Task AppendAsync(string source, DateTimeOffset at, IReadOnlyList<MetricWindow> windows, TimeSpan keep, CancellationToken cancellationToken) =>
        store.CommitAsync(
            new StoreTransaction()
                .Execute(
                    """
                    insert into {schema}.pipeline_window_log (cluster, source, at, windows) values ($1, $2, $3, $4)
                    on conflict (cluster, source, at) do update set windows = excluded.windows
                    """,
                    StoreParameter.Text(_cluster), StoreParameter.Text(source), StoreParameter.Instant(at), StoreParameter.Bytes(Compress(windows)))
                .Execute(
                    "delete from {schema}.pipeline_window_log where cluster = $1 and source = $2 and at < $3",
                    StoreParameter.Text(_cluster), StoreParameter.Text(source), StoreParameter.Instant(at - keep)),
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(DateTimeOffset At, IReadOnlyList<MetricWindow> Windows)>> ReadAsync(
        string source, DateTimeOffset after, DateTimeOffset upTo, int limit, CancellationToken cancellationToken)
    {
        var rows = await store.Database.QueryAsync(
            """
            select at, windows from {schema}.pipeline_window_log
            where cluster = $1 and source = $2 and at > $3 and at <= $4 order by at limit $5
            """,
            row => (row.GetFieldValue<DateTimeOffset>(0), row.GetFieldValue<byte[]>(1)), cancellationToken,
            StoreParameter.Text(_cluster), StoreParameter.Text(source), StoreParameter.Instant(after), StoreParameter.Instant(upTo), StoreParameter.Bigint(limit));
        return [.. rows.Select(row => (row.Item1, Decompress(row.Item2)))];
    }

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> OldestAsync(string source, CancellationToken cancellationToken) =>
        await store.Database.QueryAsync(
            "select at from {schema}.pipeline_window_log where cluster = $1 and source = $2 order by at limit 1",
            row => row.GetFieldValue<DateTimeOffset>(0), cancellationToken,
            StoreParameter.Text(_cluster), StoreParameter.Text(source)) is [var oldest] ? oldest : null;

    private static byte[] Compress(IReadOnlyList<MetricWindow> windows)
    {
        using var bytes = new MemoryStream();
        using (var brotli = new BrotliStream(bytes, CompressionLevel.Fastest))
            JsonSerializer.Serialize(brotli, windows, Json);
        return bytes.ToArray();
    }

    private static List<MetricWindow> Decompress(byte[] bytes)
    {
        using var brotli = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<List<MetricWindow>>(brotli, Json)!;
    }
}

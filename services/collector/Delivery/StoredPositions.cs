using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Pipeline.EventStore;
using Pipeline.Hosting;

namespace Pipeline.Collector.Delivery;

/// <summary>Positions in the store, one row for each source of a cluster.</summary>
public sealed class StoredPositions(PostgresEventStore store, IOptions<PipelineOptions> pipeline) : ISourcePositions
{
    /// <inheritdoc/>
    public async Task<DateTimeOffset?> FindAsync(string source, CancellationToken cancellationToken) =>
        await store.Positions.FindAsync(NameOf(source), cancellationToken) is { } position
            ? DateTimeOffset.Parse(position.GetProperty("at").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)
            : null;

    /// <inheritdoc/>
    public Task SaveAsync(string source, DateTimeOffset position, CancellationToken cancellationToken) =>
        store.Positions.SetAsync(
            NameOf(source), JsonSerializer.SerializeToElement(new { at = position.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) }), cancellationToken);

    private string NameOf(string source) => $"collector/{pipeline.Value.Cluster}/{source}";
}

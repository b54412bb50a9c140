using System.Text.Json;
using Microsoft.Extensions.Options;
using Pipeline.Contracts.Symptoms;
using Pipeline.EventStore;
using Pipeline.EventStore.Receiving;
using Pipeline.EventStore.Streams;
using Pipeline.Hosting;
using Pipeline.Hosting.Sending;

namespace Pipeline.Collector.Alerts;

/// <summary>The intake table; the hint goes into the outbox in the same transaction.</summary>
public sealed class StoredAlertIntake(PostgresEventStore store, IOptions<PipelineOptions> pipeline, TimeProvider clock) : IAlertIntake
{
    private readonly string _cluster = pipeline.Value.Cluster;

    /// <inheritdoc/>
    public Task KeepAsync(IReadOnlyList<AlertArrival> arrivals, CancellationToken cancellationToken)
    {
        var items = arrivals.Select(arrival => new IntakeItem(
            _cluster, IntakeKinds.Symptom, arrival.DedupKey, JsonSerializer.SerializeToElement(arrival.Report, JsonSerializerOptions.Web)));
        var hint = OutboxMessages.Of(new IntakeWaiting { Cluster = _cluster }, clock.GetUtcNow());
        return store.CommitAsync(new StoreTransaction().Receive([.. items]).Send(hint), cancellationToken);
    }

    /// <inheritdoc/>
    public Task BeatAsync(string alertmanager, CancellationToken cancellationToken) =>
        store.Heartbeats.BeatAsync(_cluster, "alertmanager", alertmanager, JsonElement.Parse("{}"), cancellationToken);
}

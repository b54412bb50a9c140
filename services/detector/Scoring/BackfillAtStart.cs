using Microsoft.Extensions.Options;
using Pipeline.Contracts.Metrics;
using Pipeline.EventStore;
using Pipeline.EventStore.Streams;
using Pipeline.Hosting;
using Pipeline.Hosting.Sending;
using Pipeline.Hosting.Workers;

namespace Pipeline.Detector.Scoring;

/// <summary>Asks at start, for every source of every partition, for what came since the checkpoint: the broker may have lost it.</summary>
public sealed partial class BackfillAtStart(
    IServiceProvider services, PostgresEventStore store, ScoringCheckpoints checkpoints, IOptions<PipelineOptions> pipeline,
    TimeProvider clock, ILogger<BackfillAtStart> log) : PipelineWorker(services)
{
    /// <inheritdoc/>
    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        var cluster = pipeline.Value.Cluster;
        var transaction = new StoreTransaction();
        foreach (var (partition, source, covered) in await checkpoints.PositionsAsync(cluster, cancellationToken))
        {
            var request = new BackfillRequested { Cluster = cluster, Source = source, Partition = partition, From = covered };
            transaction.Send(OutboxMessages.Of(request, clock.GetUtcNow()));
            LogAsking(partition, source, covered);
        }

        await store.CommitAsync(transaction, cancellationToken);
    }

    [LoggerMessage(2005, LogLevel.Information, "Partition {Partition}: asking {Source} for everything after {Covered:O}")]
    private partial void LogAsking(int partition, string source, DateTimeOffset covered);
}

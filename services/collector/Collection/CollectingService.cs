using Microsoft.Extensions.Options;
using Pipeline.EventStore;
using Pipeline.Hosting;

namespace Pipeline.Collector.Collection;

/// <summary>Runs every source in one collector of the cluster; when that one goes, another takes it over.</summary>
public sealed class CollectingService(
    SourceRunners runners, PostgresEventStore store, IOptions<PipelineOptions> pipeline, TimeProvider clock, ILogger<CollectingService> log)
    : BackgroundService
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(runners.All.Select(runner => KeepRunningAsync(runner, stoppingToken)));

    private async Task KeepRunningAsync(SourceRunner runner, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var taken = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await using var mine = await store.Locks.TryHoldAsync($"collector/{pipeline.Value.Cluster}/{runner.Name}", cancellationToken);
                if (mine is not null)
                {
                    log.SourceStarts(runner.Name, runner.Interval);
                    using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, mine.Lost);
                    await RunAsync(runner, both.Token);
                }
                else if (!taken)
                    log.SourceIsTaken(runner.Name);
                taken = mine is null;
                await Task.Delay(BetweenTries, clock, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return; // the host stops; the position is saved
            }
            catch (Exception e) // the store is away: nothing was moved, so nothing is lost by trying again
            {
                log.RoundFailed(e, runner.Name, BetweenTries);
                await Task.Delay(BetweenTries, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task RunAsync(SourceRunner runner, CancellationToken cancellationToken)
    {
        runner.Reset();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await runner.RoundAsync(cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested) // the bus or the store: the position stands still
            {
                log.RoundFailed(e, runner.Name, runner.Interval);
            }
            await Task.Delay(runner.Interval, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

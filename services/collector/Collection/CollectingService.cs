using Microsoft.Extensions.Options;
using Pipeline.EventStore.Leading;
using Pipeline.Hosting;
using Pipeline.Hosting.Stages;
using Pipeline.Hosting.Workers;

namespace Pipeline.Collector.Collection;

/// <summary>Runs every source in one collector of the cluster; when that one goes, another takes it over.</summary>
internal sealed class CollectingService(
    IServiceProvider services, SourceRunners runners, AdvisoryLocks locks, StagePulse pulse, IOptions<PipelineOptions> pipeline, TimeProvider clock,
    ILogger<CollectingService> log)
    : PipelineWorker(services)
{
    /// <summary>Name of the stage.</summary>
    public const string Stage = "collector";

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override Task WorkAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(runners.All.Select(runner => KeepRunningAsync(runner, cancellationToken)));

    private async Task KeepRunningAsync(SourceRunner runner, CancellationToken cancellationToken)
    {
        for (var said = false; ; said = true)
        {
            try
            {
                await using var mine = await locks.TryHoldAsync($"collector/{pipeline.Value.Cluster}/{runner.Name}", cancellationToken);
                if (mine is not null)
                    await RunAsync(runner, mine.Lost, cancellationToken);
                else if (!said)
                    log.SourceIsTaken(runner.Name);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested) // the store is away; the position stands still
            {
                log.RoundFailed(e, runner.Name, BetweenTries);
            }
            await Task.Delay(BetweenTries, clock, cancellationToken);
        }
    }

    private async Task RunAsync(SourceRunner runner, CancellationToken lost, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lost);
        log.SourceStarts(runner.Name, runner.Interval);
        runner.Reset();
        while (!lost.IsCancellationRequested)
        {
            try
            {
                await runner.RoundAsync(either.Token);
                pulse.Worked(Stage);
            }
            catch (Exception e) when (!either.IsCancellationRequested) // the bus or the store: the position stands still
            {
                log.RoundFailed(e, runner.Name, runner.Interval);
            }
            await Task.Delay(runner.Interval, clock, either.Token);
        }
    }
}

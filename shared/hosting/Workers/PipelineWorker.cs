using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pipeline.Hosting.Bus;

namespace Pipeline.Hosting.Workers;

/// <summary>
/// A loop of a service. It begins when the database's schema is current and the bus consumes, and begins again, after a
/// growing pause, when it fails: a database that is away for an hour ends no loop.
/// </summary>
public abstract partial class PipelineWorker(IServiceProvider services) : BackgroundService
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private readonly TimeProvider _clock = services.GetRequiredService<TimeProvider>();
    private readonly ILogger _log = services.GetRequiredService<ILoggerFactory>().CreateLogger<PipelineWorker>();

    /// <summary>The loop itself; returns when it is told to stop, or has nothing more to do.</summary>
    protected abstract Task WorkAsync(CancellationToken cancellationToken);

    /// <summary>Whether the loop needs the bus; the default.</summary>
    protected virtual bool NeedsBus => true;

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var condition in services.GetServices<IStartCondition>())
                await condition.WaitAsync(stoppingToken);
            if (NeedsBus)
                await services.GetRequiredService<BusStarted>().WaitAsync(stoppingToken);
            await RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // told to stop
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        for (var pause = ShortestPause; ; pause = pause * 2 > LongestPause ? LongestPause : pause * 2)
        {
            var begun = _clock.GetTimestamp();
            try
            {
                await WorkAsync(stoppingToken);
                return;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested) // whatever it was: the loop must go on
            {
                if (_clock.GetElapsedTime(begun) > LongestPause)
                    pause = ShortestPause;
                LogFailed(_log, GetType().Name, pause.TotalSeconds, e);
                await Task.Delay(pause, _clock, stoppingToken);
            }
        }
    }

    [LoggerMessage(111, LogLevel.Error, "{Worker} failed and begins again in {Seconds} s")]
    private static partial void LogFailed(ILogger logger, string worker, double seconds, Exception exception);
}

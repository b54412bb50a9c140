using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Hosting.Workers;

namespace Pipeline.Hosting.Bus;

/// <summary>
/// Starts the bus when the start conditions hold, so that no message is consumed before there are tables, and without
/// keeping the HTTP port from opening; stops it with time for the messages in work.
/// </summary>
internal sealed partial class BusHost(
    IBusDepot depot, IEnumerable<IStartCondition> conditions, IOptions<PipelineOptions> pipeline,
    TimeProvider clock, ILogger<BusHost> log) : IHostedService, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _stopping = new();
    private Task _start = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _start = StartBusAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _start;
        using var patience = new CancellationTokenSource(pipeline.Value.ShutdownTimeout, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        await depot.Stop(stop.Token);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task StartBusAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var condition in conditions)
                await condition.WaitAsync(cancellationToken);
            while (!await TryStartAsync(cancellationToken))
                await Task.Delay(Pause, clock, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // told to stop before it has begun
        }
    }

    private async Task<bool> TryStartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await depot.Start(cancellationToken);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested) // a broker that is away, or refuses us: say it, try again
        {
            LogNotStarted(log, e);
            return false;
        }
    }

    [LoggerMessage(112, LogLevel.Error, "The bus did not start; it is tried again")]
    private static partial void LogNotStarted(ILogger logger, Exception exception);
}

using MassTransit;

namespace Pipeline.Hosting.Bus;

/// <summary>Tells when the bus has declared its queues and consumes: what is published earlier could reach nobody.</summary>
public sealed class BusStarted : IBusObserver
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the bus has started; at once afterwards.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _started.Task.WaitAsync(cancellationToken);

    async Task IBusObserver.PostStart(IBus bus, Task<BusReady> busReady)
    {
        await busReady;
        _started.TrySetResult();
    }

    void IBusObserver.PostCreate(IBus bus)
    {
    }

    void IBusObserver.CreateFaulted(Exception exception)
    {
    }

    Task IBusObserver.PreStart(IBus bus) => Task.CompletedTask;

    Task IBusObserver.StartFaulted(IBus bus, Exception exception) => Task.CompletedTask;

    Task IBusObserver.PreStop(IBus bus) => Task.CompletedTask;

    Task IBusObserver.PostStop(IBus bus) => Task.CompletedTask;

    Task IBusObserver.StopFaulted(IBus bus, Exception exception) => Task.CompletedTask;
}

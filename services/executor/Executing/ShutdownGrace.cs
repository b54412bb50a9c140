using Microsoft.Extensions.Options;

namespace Pipeline.Executor.Executing;

/// <summary>What a process that is told to stop still lets an action do: a bounded time, after which its outcome is recorded as it is.</summary>
public sealed class ShutdownGrace : IDisposable
{
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenRegistration _stopping;
    private readonly CancellationToken _begun;

    /// <summary>Watches the process.</summary>
    public ShutdownGrace(IHostApplicationLifetime lifetime, IOptions<ExecutorOptions> options, TimeProvider clock)
    {
        _begun = lifetime.ApplicationStopping;
        _over = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        _stopping = _begun.Register(() => _over.CancelAfter(options.Value.ShutdownGrace));
    }

    /// <summary>Whether the process stops: nothing new is begun.</summary>
    public bool HasBegun => _begun.IsCancellationRequested;

    /// <summary>Cancelled when an action that runs must end.</summary>
    public CancellationToken Over => _over.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Dispose();
        _over.Dispose();
    }
}

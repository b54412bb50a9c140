using System.Collections.Concurrent;
using MassTransit;

namespace Pipeline.Approver.Tests;

/// <summary>Counts what the consumers of a bus have finished, and keeps what they threw.</summary>
internal sealed class ConsumedMessages : IConsumeObserver
{
    private readonly ConcurrentQueue<Exception> _faults = new();
    private int _consumed;

    /// <summary>Messages that were consumed without an error.</summary>
    public int Consumed => Volatile.Read(ref _consumed);

    /// <summary>What consumers threw, once for each try.</summary>
    public IReadOnlyCollection<Exception> Faults => _faults;

    public Task PreConsume<T>(ConsumeContext<T> context) where T : class => Task.CompletedTask;

    public Task PostConsume<T>(ConsumeContext<T> context) where T : class
    {
        Interlocked.Increment(ref _consumed);
        return Task.CompletedTask;
    }

    public Task ConsumeFault<T>(ConsumeContext<T> context, Exception exception) where T : class
    {
        _faults.Enqueue(exception);
        return Task.CompletedTask;
    }
}

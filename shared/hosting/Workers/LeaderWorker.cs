using Microsoft.Extensions.DependencyInjection;
using Pipeline.EventStore.Leading;

namespace Pipeline.Hosting.Workers;

/// <summary>A loop that runs in one process at a time, whoever holds an advisory lock of the database.</summary>
/// <param name="services">The host's services.</param>
/// <param name="name">The lock's name.</param>
/// <param name="standby">How often the others ask for the lock.</param>
public abstract class LeaderWorker(IServiceProvider services, string name, TimeSpan standby) : PipelineWorker(services)
{
    private readonly AdvisoryLocks _locks = services.GetRequiredService<AdvisoryLocks>();

    /// <summary>The clock.</summary>
    protected TimeProvider Clock { get; } = services.GetRequiredService<TimeProvider>();

    /// <summary>The loop of the one who leads; begins anew at each change of leader.</summary>
    /// <param name="cancellationToken">Cancelled when the process stops or the lock is lost.</param>
    protected abstract Task LeadAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected sealed override async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await _locks.TryHoldAsync(name, cancellationToken) is { } held)
                await LeadAsync(held, cancellationToken);
            await Task.Delay(standby, Clock, cancellationToken);
        }
    }

    private async Task LeadAsync(AdvisoryLock held, CancellationToken cancellationToken)
    {
        await using (held)
        {
            using var leading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, held.Lost);
            try
            {
                await LeadAsync(leading.Token);
            }
            catch (OperationCanceledException) when (held.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                // the connection broke; another process may lead now
            }
        }
    }
}

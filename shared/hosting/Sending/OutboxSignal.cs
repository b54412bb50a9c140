using Pipeline.EventStore.Connecting;
using Pipeline.Hosting.Store;
using Pipeline.Hosting.Workers;

namespace Pipeline.Hosting.Sending;

/// <summary>Hears from the database when somebody, in any process, has filled the outbox.</summary>
internal sealed class OutboxSignal(IServiceProvider services, StoreDatabase database) : PipelineWorker(services)
{
    private readonly SemaphoreSlim _filled = new(0, 1);

    protected override bool NeedsBus => false;

    /// <summary>Completes when the outbox was filled since the last call, or when the time is over.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _filled.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // nothing came
        }
    }

    /// <summary>Says that it may have been filled.</summary>
    public void Set()
    {
        lock (_filled)
            if (_filled.CurrentCount == 0)
                _filled.Release();
    }

    public override void Dispose()
    {
        _filled.Dispose();
        base.Dispose();
    }

    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        connection.Notification += (_, _) => Set();
        await using (var listen = database.Command(connection, $"listen \"{HostingSchema.OutboxChannel(database.Schema)}\""))
            await listen.ExecuteNonQueryAsync(cancellationToken);
        Set(); // whatever came while nobody listened
        while (true)
            await connection.WaitAsync(cancellationToken);
    }
}

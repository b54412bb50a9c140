using Npgsql;
using Pipeline.EventStore.Connecting;

namespace Pipeline.EventStore.Leading;

/// <summary>A lock that is held until disposed, or until the connection breaks; then <see cref="Lost"/> is
/// cancelled.</summary>
public sealed class AdvisoryLock : IAsyncDisposable
{
    /// <summary>A dead network is noticed within this time; a server that ends, at once.</summary>
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(5);

    private readonly StoreDatabase _database;
    private readonly NpgsqlConnection _connection;
    private readonly long _key;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _watching;
    private int _disposed;

    internal AdvisoryLock(StoreDatabase database, NpgsqlConnection connection, string name, long key)
    {
        (_database, _connection, _key, Name, Lost) = (database, connection, key, name, _lost.Token);
        _watching = WatchAsync();
    }

    public string Name { get; }

    /// <summary>Cancelled when the lock is gone: stop what it allowed. Stays uncancelled through a disposal.</summary>
    public CancellationToken Lost { get; }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        await _ending.CancelAsync();
        await _watching;
        try
        {
            if (!Lost.IsCancellationRequested)
            {
                await using var command = _database.Command(
                    _connection, "select pg_advisory_unlock($1)", StoreParameter.Bigint(_key));
                await command.ExecuteNonQueryAsync(CancellationToken.None);
            }
        }
        catch (NpgsqlException)
        {
            // the connection broke now: the server has released the lock by itself
        }
        finally
        {
            await _connection.DisposeAsync();
            _lost.Dispose();
            _ending.Dispose();
        }
    }

    private async Task WatchAsync()
    {
        try
        {
            while (!_ending.IsCancellationRequested)
            {
                if (await _connection.WaitAsync(CheckEvery, _ending.Token)) // true: a notification, not for us
                    continue;
                await using var command = _database.Command(_connection, "select 1");
                command.CommandTimeout = (int)CheckEvery.TotalSeconds;
                await command.ExecuteScalarAsync(_ending.Token);
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // disposed
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException or TimeoutException)
        {
            await _lost.CancelAsync();
        }
    }
}

using Pipeline.EventStore.Connecting;

namespace Pipeline.EventStore.Leading;

/// <summary>Lets one process at a time do a thing: an advisory lock of PostgreSQL, which ends with its connection.</summary>
/// <remarks>Needs a session of its own: behind a pooler in transaction mode it does not hold.</remarks>
public sealed class AdvisoryLocks(StoreDatabase database)
{
    /// <returns>Null when another process holds it.</returns>
    public async Task<AdvisoryLock?> TryHoldAsync(string name, CancellationToken cancellationToken)
    {
        var key = LockKey.Of(database.Schema, name);
        var connection = await database.OpenAsync(cancellationToken);
        try
        {
            await using var command = database.Command(
                connection, "select pg_try_advisory_lock($1)", StoreParameter.Bigint(key));
            if ((bool)(await command.ExecuteScalarAsync(cancellationToken))!)
                return new AdvisoryLock(database, connection, name, key);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        await connection.DisposeAsync();
        return null;
    }
}

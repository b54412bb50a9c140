using System.Text.Json;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Streams;

namespace Pipeline.EventStore.Projecting;

/// <summary>Named places to go on from, such as a collector's in its source. Any JSON.</summary>
public sealed class Positions(StoreDatabase database)
{
    /// <returns>Null when it was never set.</returns>
    public async Task<JsonElement?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            "select position from {schema}.pipeline_positions where name = $1",
            row => JsonElement.Parse(row.GetString(0)), cancellationToken, StoreParameter.Text(name));
        return rows is [var position] ? position : null;
    }

    /// <summary>Sets one by itself; with events, <c>StoreTransaction.SetPosition</c> does it in their transaction.</summary>
    public Task SetAsync(string name, JsonElement position, CancellationToken cancellationToken)
    {
        var command = new StoreTransaction().SetPosition(name, position).Commands[0];
        return database.ExecuteAsync(command.Sql, cancellationToken, command.Parameters);
    }
}

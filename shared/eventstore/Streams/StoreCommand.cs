using Npgsql;

namespace Pipeline.EventStore.Streams;

/// <summary>One statement of a transaction; made into a command anew for each attempt.</summary>
internal sealed record StoreCommand(string Sql, params NpgsqlParameter[] Parameters)
{
    public NpgsqlBatchCommand ToBatchCommand()
    {
        var command = new NpgsqlBatchCommand(Sql);
        foreach (var parameter in Parameters)
            command.Parameters.Add(parameter.Clone());
        return command;
    }
}

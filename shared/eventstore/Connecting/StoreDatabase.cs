using Npgsql;
using Pipeline.EventStore.Streams;

namespace Pipeline.EventStore.Connecting;

/// <summary>The way to PostgreSQL: connections with bounded retries, and statements with the schema's name filled
/// in.</summary>
/// <param name="source">Owned by the caller. Its user needs to create schemas only for <c>SchemaMigrator</c>.</param>
/// <param name="schema">Where the tables are.</param>
/// <param name="commandTimeout">For one statement or batch; 30 seconds by default.</param>
public sealed class StoreDatabase(NpgsqlDataSource source, SchemaName schema, TimeSpan? commandTimeout = null)
{
    private readonly int _timeoutSeconds = (int)Math.Ceiling((commandTimeout ?? TimeSpan.FromSeconds(30)).TotalSeconds);

    public SchemaName Schema { get; } = schema;

    internal TimeSpan CommandTimeout => TimeSpan.FromSeconds(_timeoutSeconds);

    /// <summary>An open connection; tries again while the server starts up or refuses connections.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) =>
        Retries.Connecting.ExecuteAsync(async token => await source.OpenConnectionAsync(token), cancellationToken);

    /// <param name="sql">With <c>{schema}</c> before each table and function.</param>
    /// <param name="connection">Open.</param>
    /// <param name="parameters">Positional, <c>$1</c> first.</param>
    public NpgsqlCommand Command(NpgsqlConnection connection, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(Schema.In(sql), connection) { CommandTimeout = _timeoutSeconds };
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    /// <summary>Runs a query that changes nothing, or is harmless to repeat, and maps each row; again after a transient
    /// failure.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(
        string sql, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken, params NpgsqlParameter[] parameters) =>
        await Retries.Reading.ExecuteAsync(
            async token =>
            {
                await using var connection = await source.OpenConnectionAsync(token);
                await using var command = Command(connection, sql, Array.ConvertAll(parameters, parameter => parameter.Clone()));
                await using var reader = await command.ExecuteReaderAsync(token);
                var rows = new List<T>();
                while (await reader.ReadAsync(token))
                    rows.Add(map(reader));
                return rows;
            },
            cancellationToken);

    /// <summary>Runs one statement that is harmless to repeat; again after a transient failure.</summary>
    /// <returns>Rows affected.</returns>
    public async Task<int> ExecuteAsync(
        string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters) =>
        await Retries.Reading.ExecuteAsync(
            async token =>
            {
                await using var connection = await source.OpenConnectionAsync(token);
                await using var command = Command(connection, sql, Array.ConvertAll(parameters, parameter => parameter.Clone()));
                return await command.ExecuteNonQueryAsync(token);
            },
            cancellationToken);

    /// <summary>Runs statements in one round trip and one transaction; again only where the server said that it undid
    /// everything.</summary>
    internal async Task<T> BatchAsync<T>(
        Func<IEnumerable<NpgsqlBatchCommand>> commands, Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken) =>
        await Retries.Writing.ExecuteAsync(
            async token =>
            {
                await using var connection = await OpenAsync(token);
                await using var batch = new NpgsqlBatch(connection) { Timeout = _timeoutSeconds };
                foreach (var command in commands())
                {
                    command.CommandText = Schema.In(command.CommandText);
                    batch.BatchCommands.Add(command);
                }
                try
                {
                    await using var reader = await batch.ExecuteReaderAsync(token);
                    return await read(reader, token);
                }
                catch (NpgsqlException e) when (e is not PostgresException { InvariantSeverity: not "FATAL" and not "PANIC" })
                {
                    throw new AppendInDoubtException(e); // sent, and no answer: the server or the way to it is gone
                }
            },
            cancellationToken);
}

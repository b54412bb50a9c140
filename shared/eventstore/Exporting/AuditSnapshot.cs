using System.Data;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;
using Pipeline.EventStore.Auditing;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Events;
using Pipeline.EventStore.Leading;
using Pipeline.EventStore.Streams;
using Pipeline.EventStore.Verifying;

namespace Pipeline.EventStore.Exporting;

/// <summary>The whole record at one instant: a read-only transaction that sees one snapshot.</summary>
public sealed class AuditSnapshot : IAsyncDisposable
{
    private readonly StoreDatabase _database;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private AuditSnapshot(
        StoreDatabase database, NpgsqlConnection connection, NpgsqlTransaction transaction, AuditEvidence evidence) =>
        (_database, _connection, _transaction, Evidence) = (database, connection, transaction, evidence);

    public AuditEvidence Evidence { get; }

    /// <param name="anchors">The anchors file; null when there is none, which the report then says.</param>
    /// <param name="publicKeyPem">From outside the database; null when there is none.</param>
    /// <param name="onlyStream">Null for all streams.</param>
    public static async Task<AuditSnapshot> OpenAsync(
        StoreDatabase database, string? anchors, string? publicKeyPem, Guid? onlyStream, CancellationToken cancellationToken)
    {
        var connection = await database.OpenAsync(cancellationToken);
        try
        {
            await ExecuteAsync("select pg_advisory_lock_shared($1)"); // else an anchor at work is between table and file
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            var rows = await QueryAsync(
                $$"""
                select id, type, coalesce(version, 0), coalesce(is_archived, false), {{EventRows.OtherTenant}}
                from {schema}.mt_streams where $1 is null or id = $1 order by id
                """,
                row => new StreamRow(
                    row.GetGuid(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetInt64(2), row.GetBoolean(3),
                    row.IsDBNull(4) ? null : row.GetString(4)),
                StoreParameter.Uuid(onlyStream));
            var checkpoints = await QueryAsync(
                "select body, signature from {schema}.pipeline_audit_checkpoints order by number",
                row => new SignedCheckpoint(JsonElement.Parse(row.GetString(0)), row.GetString(1)));
            var drawn = await QueryAsync(
                "select case when is_called then last_value else 0 end from {schema}.mt_events_sequence", row => row.GetInt64(0));
            var lines = anchors is not null && File.Exists(anchors) ? await LinesAsync(anchors, cancellationToken) : null;
            await ExecuteAsync("select pg_advisory_unlock_shared($1)");
            return new(database, connection, transaction, new(rows, checkpoints, lines, publicKeyPem, drawn[0], onlyStream));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        Task ExecuteAsync(string sql) => QueryAsync(
            sql, _ => true, StoreParameter.Bigint(LockKey.Of(database.Schema, AuditAnchor.LockName)));

        async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> map, params NpgsqlParameter[] parameters)
        {
            await using var command = database.Command(connection, sql, parameters);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var all = new List<T>();
            while (await reader.ReadAsync(cancellationToken))
                all.Add(map(reader));
            return all;
        }
    }

    /// <summary>All events of the snapshot in global order, tombstones included; once.</summary>
    public async IAsyncEnumerable<StoredEvent> EventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = _database.Command(
            _connection, $"select {EventRows.AuditColumns} from {{schema}}.mt_events where $1 is null or stream_id = $1 order by seq_id",
            StoreParameter.Uuid(Evidence.OnlyStream));
        command.CommandTimeout = 0; // of the whole scan; the token ends it
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            yield return EventRows.MapForAudit(reader);
    }

    /// <summary>Runs the verification over the snapshot.</summary>
    public Task<AuditReport> VerifyAsync(CancellationToken cancellationToken) => VerifyAsync(null, cancellationToken);

    /// <inheritdoc cref="VerifyAsync(CancellationToken)"/>
    /// <param name="types">What is stored under which alias; null leaves the .NET types unchecked.</param>
    public async Task<AuditReport> VerifyAsync(EventTypes? types, CancellationToken cancellationToken)
    {
        var verifier = new AuditVerifier(Evidence, types);
        await foreach (var stored in EventsAsync(cancellationToken))
            verifier.Observe(stored);
        return verifier.Conclude();
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    /// <summary>What a killed anchor left of a last line is left out: its next run completes it.</summary>
    private static async Task<IReadOnlyList<string>> LinesAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return (await reader.ReadToEndAsync(cancellationToken)).Split('\n')[..^1];
    }
}

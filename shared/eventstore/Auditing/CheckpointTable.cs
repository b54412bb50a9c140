using System.Text.Json;
using Npgsql;
using Pipeline.EventStore.Connecting;

namespace Pipeline.EventStore.Auditing;

/// <summary>The signed checkpoints in the database. Its primary key decides between two anchors.</summary>
internal sealed class CheckpointTable(StoreDatabase database)
{
    public async Task<AuditCheckpoint?> LastAsync(CancellationToken cancellationToken) => (await database.QueryAsync(
        "select body from {schema}.pipeline_audit_checkpoints order by number desc limit 1",
        row => Parse(row.GetString(0)), cancellationToken)).SingleOrDefault();

    /// <summary>From a number on, in order.</summary>
    public Task<IReadOnlyList<(AuditCheckpoint Checkpoint, string Signature)>> FromAsync(
        long number, CancellationToken cancellationToken) => database.QueryAsync(
            "select body, signature from {schema}.pipeline_audit_checkpoints where number >= $1 order by number",
            row => (Parse(row.GetString(0)), row.GetString(1)), cancellationToken, StoreParameter.Bigint(number));

    /// <returns>False when another anchor has made a checkpoint of that number.</returns>
    public async Task<bool> TryAddAsync(AuditCheckpoint checkpoint, string signature, CancellationToken cancellationToken)
    {
        try
        {
            await database.ExecuteAsync(
                "insert into {schema}.pipeline_audit_checkpoints (number, body, hash, signature) values ($1, $2, $3, $4)",
                cancellationToken, StoreParameter.Bigint(checkpoint.Number),
                StoreParameter.Json(JsonSerializer.Serialize(checkpoint)), StoreParameter.Text(checkpoint.Hash()),
                StoreParameter.Text(signature));
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
    }

    private static AuditCheckpoint Parse(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<AuditCheckpoint>(body) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new AuditAnchorException("A row of pipeline_audit_checkpoints is no checkpoint: the table was edited.", e);
        }
    }
}

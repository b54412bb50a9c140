using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Pipeline.EventStore.Connecting;

namespace Pipeline.EventStore.Sending;

/// <summary>Messages waiting to be published; they got here in the transaction of their events.</summary>
public sealed class Outbox(StoreDatabase database)
{
    private const string Take = """
        select position, id, message_type, body, headers, destination, attempts from {schema}.pipeline_outbox
        where not_before <= now() order by position for update skip locked limit $1
        """;

    private const string Delete = "delete from {schema}.pipeline_outbox where position = any ($1)";

    private const string PutBack = """
        update {schema}.pipeline_outbox o
        set attempts = o.attempts + 1, last_error = f.error, not_before = clock_timestamp() + f.delay
        from unnest($1::bigint[], $2::text[], $3::interval[]) as f (position, error, delay) where o.position = f.position
        """;

    /// <summary>Publishes the oldest messages that nobody else is publishing, and deletes those that succeeded.</summary>
    /// <param name="limit">Messages at most; their transaction stays open until the last one is done.</param>
    /// <param name="publish">Returns when the broker has the message; called in order, side by side. What it throws counts
    /// against that message alone, which waits longer after each failure, from 1 s to 5 minutes.</param>
    /// <param name="publishTimeout">For one message; 30 seconds by default.</param>
    /// <remarks>At least once: after a crash between publishing and deleting a message comes again.</remarks>
    public async Task<OutboxOutcome> TakeAsync(
        int limit, Func<OutboxMessage, CancellationToken, Task> publish, CancellationToken cancellationToken,
        TimeSpan? publishTimeout = null)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var rows = await TakeRowsAsync(connection, limit, cancellationToken);
        if (rows.Count == 0)
            return new(0, []);
        var failures = await Task.WhenAll(
            rows.Select(row => PublishAsync(row, publish, publishTimeout ?? TimeSpan.FromSeconds(30), cancellationToken)));
        var failed = failures.OfType<OutboxFailure>().ToList();
        var sent = rows.Where((_, i) => failures[i] is null).Select(row => row.Position).ToList();
        // what the broker has must be deleted even when the caller is stopping; the command timeout bounds it
        await FinishAsync(connection, sent, rows.Where((_, i) => failures[i] is not null).ToList(), failed);
        await transaction.CommitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        return new(sent.Count, failed);
    }

    /// <summary>How much is waiting, and since when.</summary>
    public async Task<OutboxBacklog> BacklogAsync(CancellationToken cancellationToken) => (await database.QueryAsync(
        """
        select count(*), count(*) filter (where attempts > 0), coalesce(clock_timestamp() - min(created_at), interval '0')
        from {schema}.pipeline_outbox
        """,
        row => new OutboxBacklog(row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<TimeSpan>(2)), cancellationToken))[0];

    private static async Task<OutboxFailure?> PublishAsync(
        Row row, Func<OutboxMessage, CancellationToken, Task> publish, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(timeout);
        try
        {
            await publish(row.Message, limited.Token).WaitAsync(timeout, CancellationToken.None); // also when it ignores its token
            return null;
        }
        catch (Exception e) // one message that cannot be published may not stop the others; the error is kept beside it
        {
            return new(row.Message, row.Attempts + 1, e);
        }
    }

    private async Task<IReadOnlyList<Row>> TakeRowsAsync(NpgsqlConnection connection, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.Command(connection, Take, StoreParameter.Bigint(limit));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<Row>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(new(reader.GetInt64(0), reader.GetInt32(6), new(
                reader.GetGuid(1), reader.GetString(2), JsonElement.Parse(reader.GetString(3)),
                JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(reader.GetString(4))!,
                await reader.IsDBNullAsync(5, cancellationToken) ? null : reader.GetString(5))));
        return rows;
    }

    private async Task FinishAsync(
        NpgsqlConnection connection, IReadOnlyList<long> sent, IReadOnlyList<Row> back, IReadOnlyList<OutboxFailure> failures)
    {
        await using var delete = database.Command(connection, Delete, StoreParameter.Many(NpgsqlDbType.Bigint, sent));
        await delete.ExecuteNonQueryAsync(CancellationToken.None);
        if (back.Count == 0)
            return;
        await using var putBack = database.Command(
            connection, PutBack, StoreParameter.Many(NpgsqlDbType.Bigint, back.Select(row => row.Position)),
            StoreParameter.Many(NpgsqlDbType.Text, failures.Select(failure => failure.Text)),
            StoreParameter.Many(NpgsqlDbType.Interval, failures.Select(failure => failure.Delay)));
        await putBack.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private sealed record Row(long Position, int Attempts, OutboxMessage Message);
}

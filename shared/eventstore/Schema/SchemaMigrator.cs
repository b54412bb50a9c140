using Npgsql;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Leading;

namespace Pipeline.EventStore.Schema;

/// <summary>Creates and migrates the schema at start: all parts in one transaction, one program at a time.</summary>
public sealed class SchemaMigrator(StoreDatabase database)
{
    private const int TimeoutSeconds = 300;

    private const string Bookkeeping = """
        create schema if not exists {schema};
        create table if not exists {schema}.pipeline_migrations (
            part varchar not null,
            ordinal int not null,
            name varchar not null,
            sha256 varchar not null,
            applied_at timestamptz not null default now(),
            primary key (part, ordinal)
        );
        """;

    /// <returns>Names of the scripts applied now, as <c>part/script</c>; empty when there was nothing to do.</returns>
    /// <exception cref="SchemaMismatchException">
    /// An applied script was changed since, or the database was migrated by a newer program.</exception>
    public async Task<IReadOnlyList<string>> MigrateAsync(IEnumerable<SchemaPart> parts, CancellationToken cancellationToken)
    {
        var all = parts.ToList();
        if (all.GroupBy(part => part.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"The schema part '{twice.Key}' is given twice.", nameof(parts));
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RunAsync(connection, $"select pg_advisory_xact_lock({LockKey.Of(database.Schema, "schema")})", cancellationToken);
        await RunAsync(connection, Bookkeeping, cancellationToken);
        var applied = new List<string>();
        foreach (var part in all)
            applied.AddRange(await MigrateAsync(connection, part, cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return applied;
    }

    private async Task<IReadOnlyList<string>> MigrateAsync(
        NpgsqlConnection connection, SchemaPart part, CancellationToken cancellationToken)
    {
        var known = await AppliedAsync(connection, part, cancellationToken);
        if (known.Count > part.Scripts.Count)
            throw new SchemaMismatchException(
                $"The database (schema {database.Schema}) is newer than this program: it has '{part.Name}/{known[part.Scripts.Count].Name}', "
                + "which this program does not know. Start a program that is at least as new.");
        for (var i = 0; i < known.Count; i++)
        {
            if (known[i] != (part.Scripts[i].Name, part.Scripts[i].Hash))
                throw new SchemaMismatchException(
                    $"Migration {i + 1} of '{part.Name}' was applied to schema {database.Schema} as '{known[i].Name}' "
                    + $"(sha256 {known[i].Hash}), but this program has '{part.Scripts[i].Name}' (sha256 {part.Scripts[i].Hash}). "
                    + "An applied script never changes: restore it, and put the correction into a new script.");
        }
        var applied = new List<string>();
        for (var i = known.Count; i < part.Scripts.Count; i++)
        {
            var script = part.Scripts[i];
            await RunAsync(connection, script.Sql, cancellationToken);
            await RunAsync(
                connection, "insert into {schema}.pipeline_migrations (part, ordinal, name, sha256) values ($1, $2, $3, $4)",
                cancellationToken, StoreParameter.Text(part.Name), new NpgsqlParameter { Value = i + 1 },
                StoreParameter.Text(script.Name), StoreParameter.Text(script.Hash));
            applied.Add($"{part.Name}/{script.Name}");
        }
        return applied;
    }

    private async Task<IReadOnlyList<(string Name, string Hash)>> AppliedAsync(
        NpgsqlConnection connection, SchemaPart part, CancellationToken cancellationToken)
    {
        await using var command = database.Command(
            connection, "select name, sha256 from {schema}.pipeline_migrations where part = $1 order by ordinal",
            StoreParameter.Text(part.Name));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var known = new List<(string, string)>();
        while (await reader.ReadAsync(cancellationToken))
            known.Add((reader.GetString(0), reader.GetString(1)));
        return known;
    }

    private async Task RunAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = database.Command(connection, sql, parameters);
        command.CommandTimeout = TimeoutSeconds;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

using Npgsql;
using Pipeline.Collector;
using Pipeline.Detector;
using Pipeline.EmbeddedPostgres.Programs;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Schema;
using Pipeline.Hosting.Store;
using Pipeline.IncidentStore;

namespace Pipeline.Cli.Doctor;

/// <summary>PostgreSQL: whether it lets us in, is new enough, and has the schema of this program.</summary>
internal static class DatabaseCheck
{
    private const string Subject = "database";
    private const int PatienceSeconds = 5;

    private static readonly SchemaPart[] Parts = [EventStoreSchema.Part, IncidentStoreSchema.Part, HostingSchema.Part, DetectorSchema.Part, CollectorSchema.Part];

    public static async Task<IReadOnlyList<Finding>> ExamineAsync(
        string connectionString, SchemaName schema, CancellationToken cancellationToken)
    {
        var address = new NpgsqlConnectionStringBuilder(connectionString) { Timeout = PatienceSeconds, CommandTimeout = PatienceSeconds, Pooling = false };
        try
        {
            await using var connection = new NpgsqlConnection(address.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            return [Version(address, connection.PostgreSqlVersion), await SchemaAsync(connection, schema, cancellationToken)];
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return [Finding.Wrong(
                Subject, $"{address.Host}:{address.Port}, database {address.Database}: {e.Message}",
                "Look at whether it runs, and at database:connectionString with its user and password.")];
        }
    }

    private static Finding Version(NpgsqlConnectionStringBuilder address, Version version)
    {
        var found = $"{address.Host}:{address.Port}, database {address.Database}: PostgreSQL {version}";
        return version.Major >= PostgresPrograms.OldestMajor
            ? Finding.Well(Subject, found)
            : Finding.Wrong(Subject, found, $"PostgreSQL {PostgresPrograms.OldestMajor} or later is needed.");
    }

    private static async Task<Finding> SchemaAsync(NpgsqlConnection connection, SchemaName schema, CancellationToken cancellationToken)
    {
        var subject = $"schema {schema}";
        var applied = new Dictionary<(string Part, int Ordinal), string>();
        try
        {
            await using var command = new NpgsqlCommand(
                schema.In("select part, ordinal, sha256 from {schema}.pipeline_migrations"), connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                applied.Add((reader.GetString(0), reader.GetInt32(1)), reader.GetString(2));
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return Finding.Open(subject, "not there yet; the services create it at their first start");
        }

        return Compare(subject, applied);
    }

    private static Finding Compare(string subject, Dictionary<(string Part, int Ordinal), string> applied)
    {
        var missing = 0;
        foreach (var part in Parts)
        {
            if (applied.Keys.Any(key => key.Part == part.Name && key.Ordinal > part.Scripts.Count))
                return Finding.Wrong(subject, $"{part.Name} is newer than this program", "Use a program that is at least as new as the one that migrated it.");
            for (var i = 0; i < part.Scripts.Count; i++)
            {
                if (!applied.TryGetValue((part.Name, i + 1), out var hash))
                    missing++;
                else if (hash != part.Scripts[i].Hash)
                    return Finding.Wrong(
                        subject, $"{part.Name}/{part.Scripts[i].Name} was applied in another form",
                        "The database was migrated by a program that was never released, or by hand: use that program, or a fresh schema.");
            }
        }

        return missing == 0
            ? Finding.Well(subject, "current")
            : Finding.Open(subject, $"older than this program by {missing} script{(missing == 1 ? "" : "s")}; the services migrate it at their next start");
    }
}

using Npgsql;
using Pipeline.Cli.Instances;
using Pipeline.Cli.Invocation;
using Pipeline.EmbeddedPostgres;
using Pipeline.EmbeddedPostgres.Supervision;
using Pipeline.EventStore.Auditing;
using Pipeline.EventStore.Connecting;

namespace Pipeline.Cli.Audit.Records;

/// <summary>The record of a data folder, whether its pipeline runs or not.</summary>
internal static class FolderRecord
{
    /// <summary>Opens it; the folder's PostgreSQL is started for the time of this when it does not run.</summary>
    /// <param name="folder">The data folder, a full path.</param>
    /// <param name="database">Database in it; null for the one in use, or used last.</param>
    /// <param name="schema">Null for the one in use, or the usual one.</param>
    /// <param name="anchors">Another file than the folder's own; null for that one.</param>
    /// <param name="publicKeyPem">Another key than the folder's own; null for that one.</param>
    /// <param name="environment">Hears of what takes long.</param>
    /// <param name="cancellationToken">Cancels; nothing is left running.</param>
    /// <exception cref="CommandException">There is no database in the folder.</exception>
    public static async Task<DatabaseRecord> OpenAsync(
        string folder, string? database, SchemaName? schema, string? anchors, string? publicKeyPem, CliEnvironment environment,
        CancellationToken cancellationToken)
    {
        if (InstanceState.Of(folder) is InstanceState.Running { File: var file })
        {
            var connection = new NpgsqlConnectionStringBuilder(file.ConnectionString);
            var isInUse = database is null || database == connection.Database;
            connection.Database = database ?? connection.Database;
            return new DatabaseRecord(
                connection.ConnectionString, schema ?? new SchemaName(file.Schema),
                anchors ?? (isInUse ? file.AnchorFile : DataFolderLayout.Anchors(folder, database!)),
                publicKeyPem ?? await ReadAsync(file.PublicKeyFile, cancellationToken));
        }

        if (!Directory.Exists(Path.Combine(folder, "postgresql")))
            throw new CommandException(
                ExitCode.Error, $"There is no database in {folder}. Name its data folder with --data-dir, a database with --connection-string, or an export with --file.");
        var name = database ?? DataFolderLayout.LastDatabase(folder) ?? DataFolderLayout.LiveDatabase;
        environment.Terminal.Note($"No pipeline runs on {folder}: starting its PostgreSQL for this, to read the database {name}.");
        var server = await EmbeddedPostgresServer.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = folder }, new Notices(environment), environment.Clock, cancellationToken);
        return new DatabaseRecord(
            new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString, schema ?? SchemaName.Default,
            anchors ?? DataFolderLayout.Anchors(folder, name),
            publicKeyPem ?? await ReadAsync(AuditKeyFile.PublicPath(DataFolderLayout.AuditKey(folder)), cancellationToken), server);
    }

    private static async Task<string?> ReadAsync(string path, CancellationToken cancellationToken) =>
        File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : null;

    private sealed class Notices(CliEnvironment environment) : IProgress<DatabaseNotice>
    {
        public void Report(DatabaseNotice value) => environment.Terminal.Note(value.Text);
    }
}

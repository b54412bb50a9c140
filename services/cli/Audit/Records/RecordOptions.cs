using System.CommandLine;
using Npgsql;
using Pipeline.Cli.Instances;
using Pipeline.Cli.Invocation;
using Pipeline.EventStore.Connecting;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Cli.Audit.Records;

/// <summary>The options that say which record is meant: a data folder's, a database's, or an export.</summary>
internal sealed class RecordOptions(CliEnvironment environment)
{
    private const string ConnectionVariable = "PIPELINE__DATABASE__CONNECTIONSTRING";
    private const string PasswordVariable = "PIPELINE__DATABASE__PASSWORD";
    private const string PasswordFileVariable = "PIPELINE__DATABASE__PASSWORDFILE";
    private const string SchemaVariable = "PIPELINE__DATABASE__SCHEMA";

    private readonly DataFolderOption _folder = new(environment);

    private readonly Option<string?> _database = Text(
        "--database", "NAME", "Database in the data folder: \"pipeline\", or \"replay_1\" and so on; the one used last when left out.");

    private readonly Option<string?> _connection = Text(
        "--connection-string", "C",
        $"A PostgreSQL, as \"Host=db;Database=pipeline;Username=auditor\"; or {ConnectionVariable}. Its password rather in {PasswordVariable}, or the file named by {PasswordFileVariable}.");

    private readonly Option<string?> _schema = Text("--schema", "NAME", $"Schema of the pipeline's tables; or {SchemaVariable}; \"pipeline\" when left out.");

    private readonly Option<string?> _anchors = Text(
        "--anchors", "FILE", "The file of signed checkpoints outside the database; the data folder's own when left out.");

    private readonly Option<string?> _publicKey = Text(
        "--public-key", "FILE", "PEM of the public key that the checkpoints are verified with; the data folder's own when left out.");

    /// <summary>Gives a command and all below it the options.</summary>
    public void AddTo(Command command)
    {
        _folder.AddTo(command);
        foreach (var option in new[] { _database, _connection, _schema, _anchors, _publicKey })
            command.Add(option);
    }

    /// <summary>Opens the record that is meant.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="export">An export; null for a database.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="CommandException">It cannot be had, or the options contradict each other.</exception>
    public async Task<IRecord> OpenAsync(ParseResult parsed, string? export, CancellationToken cancellationToken)
    {
        if (export is null)
            return await OpenDatabaseAsync(parsed, cancellationToken);
        if (_folder.IsGiven(parsed) || parsed.GetValue(_connection) is not null || parsed.GetValue(_anchors) is not null)
            throw new CommandException(ExitCode.Usage, "--file is a record by itself: leave out --data-dir, --connection-string and --anchors.");
        Existing(export, "--file");
        return new ExportRecord(export, await KeyAsync(parsed, cancellationToken));
    }

    /// <summary>Opens the database that is meant.</summary>
    public async Task<DatabaseRecord> OpenDatabaseAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var given = parsed.GetValue(_connection);
        if (given is not null && (_folder.IsGiven(parsed) || parsed.GetValue(_database) is not null))
            throw new CommandException(ExitCode.Usage, "--connection-string says which database is meant: leave out --data-dir and --database.");
        var (anchors, key) = (Existing(parsed.GetValue(_anchors), "--anchors"), await KeyAsync(parsed, cancellationToken));
        var connection = given ?? (_folder.IsGiven(parsed) ? null : environment.Variable(ConnectionVariable));
        if (connection is not null)
            return new DatabaseRecord(Connection(connection), Schema(parsed) ?? SchemaName.Default, anchors, key);
        return await FolderRecord.OpenAsync(
            _folder.Of(parsed), parsed.GetValue(_database), Schema(parsed), anchors, key, environment, cancellationToken);
    }

    private SchemaName? Schema(ParseResult parsed)
    {
        try
        {
            return (parsed.GetValue(_schema) ?? environment.Variable(SchemaVariable)) is { } name ? new SchemaName(name) : null;
        }
        catch (ArgumentException e)
        {
            throw new CommandException(ExitCode.Usage, e.Message, e);
        }
    }

    private string Connection(string text)
    {
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrEmpty(connection.Host))
                throw new CommandException(ExitCode.Usage, "The connection string names no Host; write it as \"Host=HOST;Database=NAME;Username=USER\".");
            if (string.IsNullOrEmpty(connection.Password))
                connection.Password = environment.Variable(PasswordVariable)
                    ?? (environment.Variable(PasswordFileVariable) is { } file ? SecretFile.Read(file) : null);
            return connection.ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException) // its text may hold the password
        {
            throw new CommandException(ExitCode.Usage, "The connection string is none; write it as \"Host=HOST;Database=NAME;Username=USER\".");
        }
    }

    private async Task<string?> KeyAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        Existing(parsed.GetValue(_publicKey), "--public-key") is { } file ? await File.ReadAllTextAsync(file, cancellationToken) : null;

    private static string? Existing(string? path, string option) => path is null || File.Exists(path)
        ? path
        : throw new CommandException(ExitCode.Usage, $"{option} names {path}, which does not exist.");

    private static Option<string?> Text(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description, Recursive = true };
}

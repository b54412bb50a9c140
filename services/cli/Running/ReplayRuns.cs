using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace Pipeline.Cli.Running;

/// <summary>
/// Gives each replay of a recording a database of its own, so that a second one begins at the beginning; one that still waits
/// for something goes on.
/// </summary>
internal static class ReplayRuns
{
    private const string FileName = "replay.json";

    /// <summary>The connection string to use.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="connectionString">Of the data folder's own database, which live sources use.</param>
    /// <param name="screen">Hears which run it is.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<string> ChooseAsync(
        UpOptions options, string connectionString, UpScreen screen, CancellationToken cancellationToken)
    {
        if (options.Replay is not { } recording)
            return connectionString;
        var file = Path.Combine(options.DataFolder, FileName);
        var last = File.Exists(file) ? JsonSerializer.Deserialize<ReplayRun>(await File.ReadAllBytesAsync(file, cancellationToken)) : null;
        if (last is not null && last.Recording == recording && !await IsOverAsync(Database(connectionString, last.Number), cancellationToken))
        {
            screen.Step($"going on with replay {last.Number}");
            return Database(connectionString, last.Number);
        }

        var next = new ReplayRun((last?.Number ?? 0) + 1, recording);
        if (last is not null)
            screen.Step($"replay {last.Number} is over and stays in the database {Name(last.Number)}; beginning replay {next.Number}");
        await CreateAsync(connectionString, next.Number, cancellationToken);
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(next), cancellationToken);
        return Database(connectionString, next.Number);
    }

    // nothing waits to be sent, correlated or done, and there was something
    private static async Task<bool> IsOverAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        try
        {
            await using var command = source.CreateCommand("""
                select exists (select from pipeline.pipeline_incidents)
                   and not exists (select from pipeline.pipeline_work)
                   and not exists (select from pipeline.pipeline_outbox)
                   and not exists (select from pipeline.pipeline_intake where processed_at is null)
                """);
            return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidCatalogName)
        {
            return false; // it was killed before it began
        }
    }

    private static async Task CreateAsync(string connectionString, int number, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        try
        {
            await using var command = source.CreateCommand($"create database {Name(number)}");
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
            // it was killed before it noted the run
        }
    }

    private static string Database(string connectionString, int number) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = Name(number) }.ConnectionString;

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"replay_{number}");

    private sealed record ReplayRun(int Number, string Recording);
}

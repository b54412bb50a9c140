using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace Pipeline.Cli.Running;

/// <summary>
/// Gives each replay of a recording a database of its own, so that a second one begins at the beginning; one that still waits
/// for something goes on. A simulated cluster begins anew with each start, and so does its database.
/// </summary>
internal static class RunDatabases
{
    private const string Replay = "replay";
    private const string Simulation = "simulation";

    /// <summary>The connection string to use.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="connectionString">Of the data folder's own database, which live sources use.</param>
    /// <param name="screen">Hears which run it is.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<string> ChooseAsync(
        UpOptions options, string connectionString, UpScreen screen, CancellationToken cancellationToken)
    {
        if (options.Simulate)
            return await NextAsync(new Run(0, ""), Simulation, options.DataFolder, connectionString, screen, cancellationToken);
        if (options.Replay is not { } recording)
            return connectionString;
        if (await LastAsync(Replay, options.DataFolder, cancellationToken) is { } last && last.Recording == recording
            && !await IsOverAsync(Database(connectionString, Replay, last.Number), cancellationToken))
        {
            screen.Step($"going on with replay {last.Number}");
            return Database(connectionString, Replay, last.Number);
        }
        return await NextAsync(new Run(0, recording), Replay, options.DataFolder, connectionString, screen, cancellationToken);
    }

    private static async Task<string> NextAsync(
        Run run, string kind, string folder, string connectionString, UpScreen screen, CancellationToken cancellationToken)
    {
        var last = await LastAsync(kind, folder, cancellationToken);
        var next = run with { Number = (last?.Number ?? 0) + 1 };
        if (last is not null)
            screen.Step($"{kind} {last.Number} is over and stays in the database {Name(kind, last.Number)}; beginning {kind} {next.Number}");
        await CreateAsync(connectionString, Name(kind, next.Number), cancellationToken);
        await File.WriteAllTextAsync(FileOf(kind, folder), JsonSerializer.Serialize(next), cancellationToken);
        return Database(connectionString, kind, next.Number);
    }

    private static async Task<Run?> LastAsync(string kind, string folder, CancellationToken cancellationToken) =>
        File.Exists(FileOf(kind, folder)) ? JsonSerializer.Deserialize<Run>(await File.ReadAllBytesAsync(FileOf(kind, folder), cancellationToken)) : null;

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

    private static async Task CreateAsync(string connectionString, string name, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        try
        {
            await using var command = source.CreateCommand($"create database {name}");
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
            // it was killed before it noted the run
        }
    }

    private static string Database(string connectionString, string kind, int number) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = Name(kind, number) }.ConnectionString;

    private static string Name(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}_{number}");

    private static string FileOf(string kind, string folder) => Path.Combine(folder, $"{kind}.json");

    /// <param name="Number">1 for the first of its kind in this data folder.</param>
    /// <param name="Recording">The replayed file; empty for a simulated cluster.</param>
    private sealed record Run(int Number, string Recording);
}

using System.Net.Sockets;
using Npgsql;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Cli.Invocation;

/// <summary>What a person is told of an exception, and what the process ends with.</summary>
/// <param name="ExitCode">One of <see cref="Invocation.ExitCode"/>.</param>
/// <param name="Message">What is wrong, and the way out.</param>
internal sealed record Failure(int ExitCode, string Message)
{
    public static Failure Of(Exception exception) => exception switch
    {
        CommandException e => new(e.ExitCode, e.Message),
        InvalidSettingsException e => new(Invocation.ExitCode.Usage, e.Message),
        _ when IsOurs(exception) => new(Invocation.ExitCode.Error, exception.Message),
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName } e => new(
            Invocation.ExitCode.Error, $"The database has no pipeline's tables there ({e.MessageText}): look at --schema and at the database's name."),
        PostgresException e => new(Invocation.ExitCode.Error, $"The database refused: {e.MessageText} ({e.SqlState}). `pipeline doctor` looks further."),
        NpgsqlException { InnerException: TimeoutException } =>
            new(Invocation.ExitCode.TimedOut, "The database did not answer in time. `pipeline doctor` looks further."),
        NpgsqlException { InnerException: SocketException inner } =>
            new(Invocation.ExitCode.Error, $"The database cannot be reached: {inner.Message}. Look at the connection string, and whether it runs."),
        NpgsqlException e => new(Invocation.ExitCode.Error, $"The database cannot be used: {e.Message}. `pipeline doctor` looks further."),
        TimeoutException e => new(Invocation.ExitCode.TimedOut, e.Message),
        IOException or UnauthorizedAccessException => new(Invocation.ExitCode.Error, exception.Message),
        OperationCanceledException => new(Invocation.ExitCode.Interrupted, "Interrupted."),
        _ => new(
            Invocation.ExitCode.Error,
            $"This is a fault of the program: {exception.GetType().Name}: {exception.Message} Run it again with --debug and report what it shows."),
    };

    /// <summary>The pipeline's own exceptions have messages that tell the way out.</summary>
    private static bool IsOurs(Exception exception) =>
        exception.GetType().Namespace is { } space && (space == "Pipeline" || space.StartsWith("Pipeline.", StringComparison.Ordinal));
}

using System.Net.Sockets;
using Npgsql;
using Polly;
using Polly.Retry;

namespace Pipeline.EventStore.Connecting;

/// <summary>What is worth a second try: bounded, exponential, jittered. Everything else goes to the caller at
/// once.</summary>
internal static class Retries
{
    /// <summary>Nothing was sent yet, so whatever may pass is tried again: about 6 seconds in all.</summary>
    public static ResiliencePipeline Connecting { get; } = Build(attempts: 6, MayPass);

    /// <summary>Reads change nothing, so a broken connection is tried again, too.</summary>
    public static ResiliencePipeline Reading { get; } = Build(attempts: 6, MayPass);

    /// <summary>Only after the server's word that it rolled back: a broken connection leaves in doubt whether it
    /// committed.</summary>
    public static ResiliencePipeline Writing { get; } = Build(attempts: 5, WasRolledBack);

    private static bool MayPass(Exception e) => e is not PostgresException
        ? e is NpgsqlException { IsTransient: true, InnerException: not TimeoutException } or SocketException
        : e is PostgresException
        {
            SqlState: PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections
            or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
        };

    private static bool WasRolledBack(Exception e) =>
        e is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    private static ResiliencePipeline Build(int attempts, Func<Exception, bool> again) =>
        new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } e && again(e)),
                MaxRetryAttempts = attempts,
                Delay = TimeSpan.FromMilliseconds(50),
                MaxDelay = TimeSpan.FromSeconds(2),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .Build();
}

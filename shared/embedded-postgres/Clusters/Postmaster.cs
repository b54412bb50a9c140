using System.Globalization;
using Pipeline.EmbeddedPostgres.Programs;
using Pipeline.Processes;

namespace Pipeline.EmbeddedPostgres.Clusters;

/// <summary>One run of the server on a data folder, started by this process and ended with it.</summary>
public sealed class Postmaster : IPostmaster
{
    private static readonly TimeSpan SilencePatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RecoveryPatience = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);

    private readonly ChildProcess _child;

    private Postmaster(ChildProcess child, DataCluster cluster, int port)
    {
        _child = child;
        Cluster = cluster;
        Port = port;
    }

    public DataCluster Cluster { get; }

    public int Port { get; }

    public int ProcessId => _child.Id;

    public Task Exited => _child.Exited;

    public string OutputTail => _child.OutputTail;

    /// <param name="programs">Of the major version that created the data folder.</param>
    /// <param name="cluster">Not served by anybody else.</param>
    /// <param name="port">A free port of 127.0.0.1.</param>
    /// <param name="settings">"name=value" of postgresql.conf, stronger than that file.</param>
    /// <param name="clock">Measures the patience.</param>
    /// <param name="cancellationToken">Kills the server that is being started.</param>
    /// <returns>A server that answers queries.</returns>
    /// <exception cref="PostgresStartException">It ended, or was silent for a minute; its output is in the message.</exception>
    public static async Task<Postmaster> StartAsync(
        PostgresPrograms programs, DataCluster cluster, int port, IReadOnlyList<string> settings, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        await Leftovers.EndAsync(cluster, clock, cancellationToken);
        string[] fixedSettings =
        [
            "listen_addresses=127.0.0.1", "unix_socket_directories=", "logging_collector=off", "log_destination=stderr",
            "timezone=UTC", "log_timezone=UTC",
        ];
        var start = new ChildProcessStart(
            programs.Postgres,
            [
                "-D", cluster.Folder, "-p", port.ToString(CultureInfo.InvariantCulture),
                .. fixedSettings.Concat(settings).SelectMany(setting => new[] { "-c", setting }),
            ])
        {
            RunAs = cluster.Owner,
            Environment = PostgresEnvironment.Clean,
            WhenParentDies = UnixSignal.Interrupt, // a fast shutdown, which leaves nothing to recover
        };
        var postmaster = new Postmaster(ChildProcess.Start(start), cluster, port);
        try
        {
            await postmaster.WaitUntilReadyAsync(clock, cancellationToken);
            return postmaster;
        }
        catch
        {
            await postmaster.DisposeAsync();
            throw;
        }
    }

    public Task StopAsync() => _child.StopAsync(UnixSignal.Interrupt, StopPatience);

    /// <summary>kill -9: nothing is written, the next start recovers.</summary>
    public Task KillAsync() => _child.KillAsync();

    public async ValueTask DisposeAsync()
    {
        if (!_child.HasExited)
            await StopAsync();
        await _child.DisposeAsync();
    }

    private async Task WaitUntilReadyAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            var (answer, error) = await Probe.OpenAsync(Cluster, Port, cancellationToken);
            if (answer == ProbeAnswer.Ready)
                return;
            var ended = _child.HasExited;
            var patience = answer == ProbeAnswer.Recovering ? RecoveryPatience : SilencePatience;
            if (ended || answer == ProbeAnswer.Refused || clock.GetElapsedTime(started) > patience)
            {
                await _child.DisposeAsync(); // after it, the output is complete
                throw new PostgresStartException(
                    $"PostgreSQL on {Cluster.Folder} did not start: {(ended ? "it ended" : $"it does not answer ({error!.Message})")}.",
                    OutputTail, error);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), clock, cancellationToken);
        }
    }
}

using Npgsql;

namespace Pipeline.EmbeddedPostgres.Clusters;

/// <summary>The server that a killed process has left on a data folder. Mostly it is just shutting down, or gone.</summary>
internal static class Orphan
{
    private static readonly TimeSpan SilencePatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <returns>Null once no server runs on the folder.</returns>
    /// <exception cref="PostgresStartException">One runs that does not let us in, or does not answer.</exception>
    public static async Task<AdoptedPostmaster?> AdoptAsync(
        DataCluster cluster, TimeProvider clock, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        while (PostmasterFile.Read(cluster.Folder) is { } file && file.IsServerOf(cluster.Folder))
        {
            var (answer, error) = file.Port == 0
                ? (ProbeAnswer.Silent, null)
                : await Probe.OpenAsync(cluster, file.Port, cancellationToken);
            if (answer == ProbeAnswer.Ready && await ServesAsync(cluster, file, cancellationToken))
                return new AdoptedPostmaster(file.Process, file.Port, clock);
            if (answer == ProbeAnswer.Refused || clock.GetElapsedTime(start) > SilencePatience)
            {
                throw new PostgresStartException(
                    $"A PostgreSQL server (process {file.Process.Id}) still runs on {cluster.Folder} and cannot be adopted"
                    + $" ({error?.Message ?? "it does not answer"}). Stop it: `kill -INT {file.Process.Id}`.", output: "", error);
            }

            await Task.Delay(Pause, clock, cancellationToken); // it starts, or obeys its death signal
        }

        return null;
    }

    /// <summary>The server's own view of its folder is ours: a server on another folder has written another file.</summary>
    private static async Task<bool> ServesAsync(
        DataCluster cluster, PostmasterFile file, CancellationToken cancellationToken)
    {
        try
        {
            var address = cluster.ConnectTo(file.Port, "postgres");
            address.Pooling = false;
            await using var source = NpgsqlDataSource.Create(address);
            await using var command = source.CreateCommand("select pg_read_file('postmaster.pid')");
            return PostmasterFile.Parse((string)(await command.ExecuteScalarAsync(cancellationToken))!) == file;
        }
        catch (NpgsqlException) // it has gone down in between: the loop looks again
        {
            return false;
        }
    }
}

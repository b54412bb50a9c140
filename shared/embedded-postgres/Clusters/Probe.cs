using Npgsql;

namespace Pipeline.EmbeddedPostgres.Clusters;

internal enum ProbeAnswer
{
    /// <summary>A query would be answered.</summary>
    Ready,

    /// <summary>Nobody listens, or nobody answers in time.</summary>
    Silent,

    /// <summary>It starts, recovers or shuts down, and says so.</summary>
    Recovering,

    /// <summary>A server is there that does not let us in: trying again is useless.</summary>
    Refused,
}

/// <summary>Asks a server whether it takes connections.</summary>
internal static class Probe
{
    private const int TimeoutSeconds = 5;

    public static async Task<(ProbeAnswer Answer, NpgsqlException? Error)> OpenAsync(
        DataCluster cluster, int port, CancellationToken cancellationToken)
    {
        var address = cluster.ConnectTo(port, "postgres");
        address.Pooling = false;
        address.Timeout = TimeoutSeconds;
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return (ProbeAnswer.Ready, null);
        }
        catch (PostgresException e)
        {
            var recovers = e.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections;
            return (recovers ? ProbeAnswer.Recovering : ProbeAnswer.Refused, e);
        }
        catch (NpgsqlException e)
        {
            return (ProbeAnswer.Silent, e);
        }
    }
}

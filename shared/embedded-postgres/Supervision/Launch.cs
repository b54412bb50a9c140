using System.Globalization;
using Npgsql;
using Pipeline.EmbeddedPostgres.Clusters;
using Pipeline.EmbeddedPostgres.Folders;
using Pipeline.EmbeddedPostgres.Programs;
using Pipeline.Processes;

namespace Pipeline.EmbeddedPostgres.Supervision;

/// <summary>Gets the server of a data folder going, with settings for one machine's work.</summary>
internal sealed class Launch(PostgresPrograms programs, DataCluster cluster, DatabaseFolder folder, TimeProvider clock)
{
    public const int MaxConnections = 100;

    private const int PortAttempts = 5;

    private static readonly string[] Settings =
    [
        $"max_connections={MaxConnections}", "shared_buffers=64MB", "max_wal_size=256MB", "huge_pages=off", "jit=off",
        "fsync=on", "synchronous_commit=on", "full_page_writes=on", "password_encryption=scram-sha-256",
    ];

    /// <summary>Starts on the port of the last time, or on another one when that is taken.</summary>
    public async Task<Postmaster> StartAsync(CancellationToken cancellationToken)
    {
        var port = RememberedPort() is { } remembered && FreePorts.IsFree(remembered) ? remembered : FreePorts.One();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var postmaster = await StartAsync(port, cancellationToken);
                await File.WriteAllTextAsync(
                    folder.PortFile, port.ToString(CultureInfo.InvariantCulture), CancellationToken.None);
                return postmaster;
            }
            catch (PostgresStartException e) when (attempt < PortAttempts && IsPortTaken(e))
            {
                port = FreePorts.One(); // somebody was faster
            }
        }
    }

    /// <summary>Starts on this port and no other.</summary>
    public Task<Postmaster> StartAsync(int port, CancellationToken cancellationToken) =>
        Postmaster.StartAsync(programs, cluster, port, Settings, clock, cancellationToken);

    /// <summary>Creates the database, unless it is there.</summary>
    public async Task CreateDatabaseAsync(int port, string name, CancellationToken cancellationToken)
    {
        var address = cluster.ConnectTo(port, "postgres");
        address.Pooling = false;
        await using var source = NpgsqlDataSource.Create(address);
        await using var find = source.CreateCommand("select 1 from pg_database where datname = $1");
        find.Parameters.Add(new NpgsqlParameter { Value = name });
        if (await find.ExecuteScalarAsync(cancellationToken) is not null)
            return;
        var quoted = name.Replace("\"", "\"\"", StringComparison.Ordinal);
        await using var create = source.CreateCommand($"create database \"{quoted}\" template template0");
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    private static bool IsPortTaken(PostgresStartException e) =>
        e.Output.Contains("could not bind", StringComparison.Ordinal);

    private int? RememberedPort() =>
        File.Exists(folder.PortFile)
        && int.TryParse(File.ReadAllText(folder.PortFile), CultureInfo.InvariantCulture, out var port)
        && port is > 0 and <= ushort.MaxValue
            ? port
            : null;
}

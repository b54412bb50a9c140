using Npgsql;
using Pipeline.EmbeddedPostgres.Clusters;
using Pipeline.EmbeddedPostgres.Programs;
using Pipeline.Processes;
using Xunit;

namespace Pipeline.Testing.Servers;

/// <summary>A real PostgreSQL for a test assembly: one server, a fresh database for who asks for it.</summary>
/// <remarks>Nothing is synced to the disk, so a database survives <c>kill -9</c> of the server, but not of the machine.</remarks>
public sealed class PostgresFixture : IAsyncLifetime
{
    private static readonly string[] Settings =
    [
        "fsync=off", "full_page_writes=off", "max_connections=200", "shared_buffers=64MB",
    ];

    private readonly TemporaryFolder _folder = new();
    private PostgresPrograms? _programs;
    private DataCluster? _cluster;
    private Postmaster? _postmaster;
    private int _databases;

    public int Port { get; private set; }

    /// <summary>The process id of the running server.</summary>
    public int ProcessId => Running.ProcessId;

    private Postmaster Running =>
        _postmaster ?? throw new InvalidOperationException("PostgreSQL is stopped: StartAsync brings it back.");

    public async Task InitializeAsync()
    {
        var user = ServerUser.Choose();
        _programs = await InstalledPrograms.FindAsync(user, major: null, CancellationToken.None)
            ?? throw new MissingServerException("PostgreSQL 15 or later", "postgresql");
        _cluster = new DataCluster(_folder.Combine("data"), _folder.Combine("password"), user);
        await _cluster.CreatePasswordAsync(CancellationToken.None);
        await _cluster.InitializeAsync(_programs, ["--no-sync"], CancellationToken.None);
        Port = FreePorts.One();
        await StartAsync();
    }

    /// <summary>An empty database that no other test uses; it goes with the server.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        var address = _cluster!.ConnectTo(Port, "postgres");
        address.Pooling = false; // a pooled connection does not outlive a killed server
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database {name} template template0", connection);
        await command.ExecuteNonQueryAsync();
        return new TestDatabase(ConnectionString(name));
    }

    /// <summary>Starts the stopped server again, on the same port and data.</summary>
    public async Task StartAsync() =>
        _postmaster = await Postmaster.StartAsync(
            _programs!, _cluster!, Port, Settings, TimeProvider.System, CancellationToken.None);

    /// <summary>Fast shutdown (SIGINT): clients are cut off.</summary>
    public Task StopAsync() => EndAsync(Running.StopAsync());

    /// <summary>kill -9 of the server; its sessions die with it.</summary>
    public Task KillAsync() => EndAsync(Running.KillAsync());

    public async Task DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_postmaster is not null)
            await StopAsync();
        await _folder.DisposeAsync();
    }

    private async Task EndAsync(Task end)
    {
        await end;
        await Running.DisposeAsync();
        _postmaster = null;
    }

    private string ConnectionString(string database) => _cluster!.ConnectTo(Port, database).ConnectionString;
}

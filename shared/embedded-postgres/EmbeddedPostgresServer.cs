using Pipeline.EmbeddedPostgres.Clusters;
using Pipeline.EmbeddedPostgres.Folders;
using Pipeline.EmbeddedPostgres.Programs;
using Pipeline.EmbeddedPostgres.Supervision;

namespace Pipeline.EmbeddedPostgres;

/// <summary>A PostgreSQL on loopback for one machine's use: it lives as long as this object, its data for ever.</summary>
/// <remarks>
/// One data folder, one process: the folder is locked. The server is brought back on the same port when it dies, and goes
/// down cleanly with this process, even when that is killed.
/// </remarks>
public sealed class EmbeddedPostgresServer : IAsyncDisposable
{
    private readonly FolderLock _lock;
    private readonly Supervisor _supervisor;

    private EmbeddedPostgresServer(
        FolderLock folderLock, Supervisor supervisor, PostgresPrograms programs, string connectionString, bool isAdopted)
    {
        (_lock, _supervisor, IsAdopted) = (folderLock, supervisor, isAdopted);
        (Programs, ConnectionString) = (programs, connectionString);
    }

    /// <summary>Npgsql's, with the superuser's password. It stays valid over restarts of the server.</summary>
    public string ConnectionString { get; }

    /// <summary>Which PostgreSQL it is.</summary>
    public PostgresPrograms Programs { get; }

    /// <summary>True when a killed process had left the server running.</summary>
    public bool IsAdopted { get; }

    public int Port => _supervisor.Current.Port;

    /// <summary>Of the server as it was seen last.</summary>
    public int ProcessId => _supervisor.Current.ProcessId;

    /// <summary>Gets the programs, creates the data folder, starts or adopts the server: what of it is missing.</summary>
    /// <param name="options">Where it lives.</param>
    /// <param name="progress">Hears of long steps at once, and later of deaths and restarts of the server; from any thread.</param>
    /// <param name="clock">Measures patience and pauses.</param>
    /// <param name="cancellationToken">Gives the start up; nothing is left running.</param>
    /// <returns>A server that answers queries.</returns>
    /// <exception cref="EmbeddedPostgresException">The message tells the way out.</exception>
    public static async Task<EmbeddedPostgresServer> StartAsync(
        EmbeddedPostgresOptions options, IProgress<DatabaseNotice> progress, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var folder = new DatabaseFolder(Path.GetFullPath(options.DataFolder));
        var owner = await FolderPreparation.PrepareAsync(folder, cancellationToken);
        var folderLock = FolderLock.Take(folder);
        try
        {
            var cluster = new DataCluster(folder.Cluster, folder.PasswordFile, owner);
            var programs = await ProgramChoice.MakeAsync(options.Source, cluster, folder, progress, cancellationToken);
            var launch = new Launch(programs, cluster, folder, clock);
            var adopted = await Orphan.AdoptAsync(cluster, clock, cancellationToken);
            IPostmaster postmaster = adopted is not null
                ? adopted
                : await CreateAndStartAsync(cluster, programs, launch, progress, cancellationToken);
            try
            {
                await launch.CreateDatabaseAsync(postmaster.Port, options.Database, cancellationToken);
            }
            catch
            {
                await postmaster.DisposeAsync();
                throw;
            }

            var address = cluster.ConnectTo(postmaster.Port, options.Database);
            address.MaxPoolSize = Launch.MaxConnections - 20; // the rest is for psql, and for what the server keeps back
            address.ApplicationName = "pipeline";
            return new EmbeddedPostgresServer(
                folderLock, new Supervisor(postmaster, launch, progress, clock), programs, address.ConnectionString,
                isAdopted: adopted is not null);
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>Fast shutdown of the server, then the folder is free for others.</summary>
    public async ValueTask DisposeAsync()
    {
        await _supervisor.DisposeAsync();
        _lock.Dispose();
    }

    private static async Task<Postmaster> CreateAndStartAsync(
        DataCluster cluster, PostgresPrograms programs, Launch launch, IProgress<DatabaseNotice> progress,
        CancellationToken cancellationToken)
    {
        if (!cluster.Exists)
        {
            progress.Report(DatabaseNotice.Step($"creating the database in {cluster.Folder}"));
            await cluster.CreatePasswordAsync(cancellationToken);
            await cluster.InitializeAsync(programs, arguments: [], cancellationToken);
        }

        progress.Report(DatabaseNotice.Step($"starting PostgreSQL {programs.Version}"));
        return await launch.StartAsync(cancellationToken);
    }
}

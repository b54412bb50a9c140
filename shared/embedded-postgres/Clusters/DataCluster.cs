using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Pipeline.EmbeddedPostgres.Programs;
using Pipeline.Processes;

namespace Pipeline.EmbeddedPostgres.Clusters;

/// <summary>A PostgreSQL data folder: whose it is, and how one gets in.</summary>
/// <param name="Folder">PGDATA. Its parent must be one that <paramref name="Owner"/> can enter.</param>
/// <param name="PasswordFile">The superuser's password in plain text, readable by the owner.</param>
/// <param name="Owner">Who the server runs as; null is the user of this process.</param>
public sealed record DataCluster(string Folder, string PasswordFile, UnixUser? Owner)
{
    /// <summary>The superuser, and owner of everything in the server.</summary>
    public const string Superuser = "pipeline";

    private static readonly TimeSpan InitPatience = TimeSpan.FromMinutes(5);

    /// <summary>False until <see cref="InitializeAsync"/> has been finished once: half a folder never bears this name.</summary>
    public bool Exists => File.Exists(VersionFile);

    /// <summary>The major version that wrote the folder.</summary>
    public int Major => int.Parse(File.ReadAllText(VersionFile).Trim(), CultureInfo.InvariantCulture);

    private string VersionFile => Path.Combine(Folder, "PG_VERSION");

    /// <summary>Writes a new password, unless there is one: 256 random bits in a file that only the owner can read.</summary>
    public async Task CreatePasswordAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(PasswordFile))
            return;
        var unfinished = PasswordFile + ".unfinished";
        File.Delete(unfinished);
        await using (var file = new FileStream(unfinished, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            await file.WriteAsync(
                Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))), cancellationToken);
        }

        await FileOwner.GiveAsync(unfinished, Owner, cancellationToken);
        File.Move(unfinished, PasswordFile);
    }

    /// <summary>Creates the folder beside its place and then moves it there: a crash leaves nothing that looks finished.</summary>
    /// <param name="programs">Which PostgreSQL it is for.</param>
    /// <param name="arguments">Added to initdb's.</param>
    /// <param name="cancellationToken">Ends initdb.</param>
    /// <exception cref="PostgresStartException">initdb did not succeed; its output is in the message.</exception>
    public async Task InitializeAsync(
        PostgresPrograms programs, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var unfinished = Folder + ".unfinished";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        await FileOwner.CreateFolderAsync(unfinished, Owner, cancellationToken);
        var initdb = new ChildProcessStart(
            programs.InitDb,
            ["-D", unfinished, "-U", Superuser, "--pwfile", PasswordFile, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C",
                .. arguments])
        {
            RunAs = Owner,
            Environment = PostgresEnvironment.Clean,
        };
        var result = await ChildProcess.RunAsync(initdb, InitPatience, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new PostgresStartException(
                $"PostgreSQL's data folder {Folder} could not be created: initdb ended with {result.ExitCode}.", result.Output);
        }

        Directory.Move(unfinished, Folder);
    }

    /// <param name="port">Where the server listens on 127.0.0.1.</param>
    /// <param name="database">A database of the server.</param>
    public NpgsqlConnectionStringBuilder ConnectTo(int port, string database) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        Username = Superuser,
        Password = File.ReadAllText(PasswordFile).Trim(),
        Database = database,
        SslMode = SslMode.Disable, // loopback, and npm's programs are built without
        GssEncryptionMode = GssEncryptionMode.Disable,
        PersistSecurityInfo = false,
    };
}

